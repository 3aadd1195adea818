using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Model;

/// <summary>Reads the keywords of objects.</summary>
internal sealed class SchemaObjectBuilder(SchemaModelBuilder model)
{
    // Most objects have none of these, and a schema may hold hundreds of thousands of objects. Nobody adds to a model.
    private static readonly Dictionary<string, SchemaNode> NoNodes = [];
    private static readonly Dictionary<string, HashSet<string>> NoDependencies = [];
    private static readonly HashSet<string> NoNames = [];

    public ObjectNode Build(JsonTree schema, JsonSchemaScope scope)
    {
        var properties = Nodes(schema.Find("properties", JsonKind.Object), scope);
        var additional = schema["additionalProperties"];
        return new ObjectNode
        {
            Properties = properties,
            PropertiesByName = properties.Length == 0 ? NoNodes : new Dictionary<string, SchemaNode>(properties, StringComparer.Ordinal),
            Required = Names(schema.Find("required", JsonKind.Array)),
            PatternProperties = Nodes(schema.Find("patternProperties", JsonKind.Object), scope),
            PermitsAdditional = additional?.Kind != JsonKind.False,
            Additional = additional is { Kind: JsonKind.Object } ? model.Node(additional, scope) : null,
            Unevaluated = scope.Draft.IsModern() && schema["unevaluatedProperties"] is { } rest ? model.Node(rest, scope) : null,
            NameDependencies = NameDependencies(schema, scope),
            SchemaDependencies = SchemaDependencies(schema, scope),
            MinProperties = schema.Number("minProperties"),
            MaxProperties = schema.Number("maxProperties"),
        };
    }

    private KeyValuePair<string, SchemaNode>[] Nodes(JsonTree? map, JsonSchemaScope scope) => map is null
        ? []
        : Array.ConvertAll(map.Members, member => new KeyValuePair<string, SchemaNode>(member.Key, model.Node(member.Value, scope)));

    // A dependency on an empty list of properties has no effect.
    private static Dictionary<string, HashSet<string>> NameDependencies(JsonTree schema, JsonSchemaScope scope)
    {
        if (schema.Find(scope.Draft.IsModern() ? "dependentRequired" : "dependencies", JsonKind.Object) is not { } map)
        {
            return NoDependencies;
        }

        var dependencies = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (name, value) in map.Members)
        {
            if (value is { Kind: JsonKind.Array, Items.Length: > 0 })
            {
                dependencies.Add(name, Names(value));
            }
        }

        return dependencies;
    }

    private Dictionary<string, SchemaNode> SchemaDependencies(JsonTree schema, JsonSchemaScope scope)
    {
        if (schema.Find(scope.Draft.IsModern() ? "dependentSchemas" : "dependencies", JsonKind.Object) is not { } map)
        {
            return NoNodes;
        }

        var dependencies = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        foreach (var (name, value) in map.Members)
        {
            if (value.IsSchema)
            {
                dependencies.Add(name, model.Node(value, scope));
            }
        }

        return dependencies;
    }

    private static HashSet<string> Names(JsonTree? list)
    {
        if (list is null)
        {
            return NoNames;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (item.Kind == JsonKind.String)
            {
                names.Add(item.Text);
            }
        }

        return names;
    }
}
