using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Model;

/// <summary>
/// Makes the parts that constrain one type of data: from <c>type</c>, and from keywords that only make sense for a type
/// that <c>type</c> does not name.
/// </summary>
internal sealed class SchemaTypeBuilder(SchemaModelBuilder model)
{
    private static readonly string[] StringKeywords = ["minLength", "maxLength", "pattern"];
    private static readonly string[] NumberKeywords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    private static readonly string[] ArrayKeywords =
        ["items", "additionalItems", "prefixItems", "unevaluatedItems", "contains", "minItems", "maxItems", "uniqueItems"];

    private static readonly string[] ObjectKeywords =
    [
        "properties", "patternProperties", "additionalProperties", "unevaluatedProperties", "propertyNames", "required",
        "minProperties", "maxProperties", "dependencies", "dependentRequired", "dependentSchemas",
    ];

    private readonly SchemaObjectBuilder _objects = new(model);
    private readonly SchemaArrayBuilder _arrays = new(model);

    public void AddTypes(JsonTree schema, JsonSchemaScope scope, List<SchemaNode> parts)
    {
        var names = TypeNames(schema);
        if (schema["type"] is { Kind: JsonKind.Array })
        {
            var branches = names.ConvertAll(name => OfType(name, schema, scope));
            branches.RemoveAll(branch => branch is null);
            parts.Add(new CombinedNode(CombinedCriterion.AnyOf, branches!));
        }
        else if (names.Count == 1 && OfType(names[0], schema, scope) is { } part)
        {
            parts.Add(part);
        }

        AddSniffed(schema, scope, names, parts);
    }

    private void AddSniffed(JsonTree schema, JsonSchemaScope scope, List<string> named, List<SchemaNode> parts)
    {
        if (!named.Contains("array") && HasAny(schema, ArrayKeywords, scope.Draft))
        {
            parts.Add(_arrays.Build(schema, scope));
        }

        if (!named.Contains("object") && HasAny(schema, ObjectKeywords, scope.Draft))
        {
            parts.Add(_objects.Build(schema, scope));
        }

        if (!named.Contains("number") && !named.Contains("integer") && HasAny(schema, NumberKeywords, scope.Draft))
        {
            parts.Add(Number(schema, scope, isInteger: false));
        }

        if (!named.Contains("string") && IsStringLike(schema, scope, named))
        {
            parts.Add(String(schema));
        }
    }

    // Loaders of older drafts read a "format" without "type" as a string. Beside a type, and in newer drafts, it has no effect.
    private static bool IsStringLike(JsonTree schema, JsonSchemaScope scope, List<string> named) =>
        HasAny(schema, StringKeywords, scope.Draft)
        || named.Count == 0 && !scope.Draft.IsModern() && schema.Find("format", JsonKind.String) is not null;

    private SchemaNode? OfType(string name, JsonTree schema, JsonSchemaScope scope) => name switch
    {
        "string" => String(schema),
        "integer" => Number(schema, scope, isInteger: true),
        "number" => Number(schema, scope, isInteger: false),
        "boolean" => new BooleanNode(),
        "null" => new NullNode(),
        "object" => _objects.Build(schema, scope),
        "array" => _arrays.Build(schema, scope),
        _ => null,
    };

    private static List<string> TypeNames(JsonTree schema) => schema["type"] switch
    {
        { Kind: JsonKind.String } name => [name.Text],
        { Kind: JsonKind.Array } names => [.. names.Items.Where(name => name.Kind == JsonKind.String).Select(name => name.Text)],
        _ => [],
    };

    private static bool HasAny(JsonTree schema, string[] keywords, JsonSchemaDraft draft) =>
        Array.Exists(keywords, keyword => schema.Has(keyword) && JsonSchemaKeywords.Find(keyword, draft) is not null);

    private static StringNode String(JsonTree schema) => new()
    {
        MinLength = schema.Number("minLength"),
        MaxLength = schema.Number("maxLength"),
        Pattern = schema.Find("pattern", JsonKind.String)?.Text,
    };

    private static NumberNode Number(JsonTree schema, JsonSchemaScope scope, bool isInteger) => new()
    {
        IsInteger = isInteger,
        Minimum = schema.Number("minimum"),
        Maximum = schema.Number("maximum"),
        ExclusiveMinimum = scope.Draft > JsonSchemaDraft.Draft4 ? schema.Number("exclusiveMinimum") : null,
        ExclusiveMaximum = scope.Draft > JsonSchemaDraft.Draft4 ? schema.Number("exclusiveMaximum") : null,
        MultipleOf = schema.Number("multipleOf"),
    };
}
