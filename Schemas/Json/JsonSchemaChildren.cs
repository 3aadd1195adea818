using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>The places inside a schema object where a draft expects further schemas.</summary>
internal static class JsonSchemaChildren
{
    public static IEnumerable<JsonTree> Of(JsonTree schema, JsonSchemaDraft draft)
    {
        foreach (var (name, value) in schema.Members)
        {
            if (JsonSchemaKeywords.Find(name, draft) is not { } keyword)
            {
                continue;
            }

            foreach (var child in Of(value, keyword.Shape))
            {
                yield return child;
            }
        }
    }

    private static IEnumerable<JsonTree> Of(JsonTree value, KeywordShape shape) => shape switch
    {
        KeywordShape.Schema => [value],
        KeywordShape.SchemaList => value.Items,
        KeywordShape.SchemaOrList => value.Kind == JsonKind.Array ? value.Items : [value],
        KeywordShape.SchemaByName or KeywordShape.SchemaByPattern => value.Members.Select(member => member.Value),
        KeywordShape.SchemaOrNamesByName => value.Members.Select(member => member.Value).Where(child => child.Kind != JsonKind.Array),
        _ => [],
    };
}
