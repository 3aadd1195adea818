using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Model;

/// <summary>
/// Reads the keywords of arrays. The tuple and what follows it have changed their names over the drafts; the model knows
/// them as tuple items and additional items.
/// </summary>
internal sealed class SchemaArrayBuilder(SchemaModelBuilder model)
{
    private readonly record struct Items(SchemaNode? All, SchemaNode[] Tuple, JsonTree? Additional);

    public ArrayNode Build(JsonTree schema, JsonSchemaScope scope)
    {
        var items = scope.Draft.IsModern() ? ModernItems(schema, scope) : OlderItems(schema, scope);
        return new ArrayNode
        {
            AllItems = items.All,
            TupleItems = items.Tuple,
            PermitsAdditional = items.Additional?.Kind != JsonKind.False,
            Additional = items.Additional is { Kind: JsonKind.Object } rest ? model.Node(rest, scope) : null,
            Unevaluated = scope.Draft.IsModern() && schema["unevaluatedItems"] is { } unevaluated ? model.Node(unevaluated, scope) : null,
            MinItems = schema.Number("minItems"),
            MaxItems = schema.Number("maxItems"),
            UniqueItems = schema.Has("uniqueItems") && schema["uniqueItems"]!.Kind == JsonKind.True,
            MinContains = MinContains(schema, scope),
            MaxContains = schema.Number("maxContains"),
        };
    }

    private Items OlderItems(JsonTree schema, JsonSchemaScope scope) => schema["items"] switch
    {
        { Kind: JsonKind.Array } tuple => new Items(null, Tuple(tuple, scope), schema["additionalItems"]),
        { } all => new Items(model.Node(all, scope), [], schema["additionalItems"]),
        _ => new Items(null, [], schema["additionalItems"]),
    };

    private Items ModernItems(JsonTree schema, JsonSchemaScope scope)
    {
        var items = schema["items"];
        if (schema.Find("prefixItems", JsonKind.Array) is { } prefix)
        {
            return new Items(null, Tuple(prefix, scope), items);
        }

        if (items is { Kind: JsonKind.Array })
        {
            return OlderItems(schema, scope);
        }

        return items is { Kind: JsonKind.Object }
            ? new Items(model.Node(items, scope), [], null)
            : new Items(null, [], items);
    }

    private SchemaNode[] Tuple(JsonTree list, JsonSchemaScope scope) => Array.ConvertAll(list.Items, item => model.Node(item, scope));

    // From 2019-09 on contains asks for at least one item unless minContains says otherwise.
    private static JsonNumber? MinContains(JsonTree schema, JsonSchemaScope scope) =>
        schema.Number("minContains") ?? (scope.Draft.IsModern() && schema.Has("contains") ? JsonNumber.Parse("1") : null);
}
