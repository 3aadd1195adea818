using System.Collections.Frozen;
using static SchemaRegistry.Schemas.Json.JsonSchemaDraft;
using static SchemaRegistry.Schemas.Json.KeywordShape;

namespace SchemaRegistry.Schemas.Json;

/// <summary>
/// The keywords that bear on validation, by draft. Pure annotations and unknown keywords may hold anything.
/// </summary>
internal static class JsonSchemaKeywords
{
    private static readonly FrozenDictionary<string, JsonSchemaKeyword[]> ByName = All()
        .GroupBy(keyword => keyword.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>The keyword as that draft defines it, or null when it is unknown there.</summary>
    public static JsonSchemaKeyword? Find(string name, JsonSchemaDraft draft)
    {
        if (!ByName.TryGetValue(name, out var candidates))
        {
            return null;
        }

        foreach (var candidate in candidates)
        {
            if (candidate.IsPartOf(draft))
            {
                return candidate;
            }
        }

        return null;
    }

    private static IEnumerable<JsonSchemaKeyword> All() =>
    [
        Always("$schema", Text), Always("title", Text), Always("description", Text),
        Only("id", Text, Draft4), Since("$id", Text, Draft6),
        Since("$anchor", Text, Draft2019), Since("$dynamicAnchor", Text, Draft2020),
        Only("$recursiveAnchor", KeywordShape.Boolean, Draft2019),
        Always("$ref", Reference), Since("$dynamicRef", Reference, Draft2020), Only("$recursiveRef", Reference, Draft2019),
        Since("readOnly", KeywordShape.Boolean, Draft7), Since("writeOnly", KeywordShape.Boolean, Draft7),

        Always("type", TypeNames), Always("enum", EnumValues), Always("format", Text),
        Always("minLength", Count), Always("maxLength", Count), Always("pattern", Pattern),
        Always("minimum", Number), Always("maximum", Number), Always("multipleOf", PositiveNumber),
        Only("exclusiveMinimum", KeywordShape.Boolean, Draft4), Since("exclusiveMinimum", Number, Draft6),
        Only("exclusiveMaximum", KeywordShape.Boolean, Draft4), Since("exclusiveMaximum", Number, Draft6),

        Always("properties", SchemaByName), Always("patternProperties", SchemaByPattern), Always("additionalProperties", Schema),
        Since("propertyNames", Schema, Draft6), Since("unevaluatedProperties", Schema, Draft2019),
        Always("required", Names), Always("minProperties", Count), Always("maxProperties", Count),
        Until("dependencies", SchemaOrNamesByName, Draft7),
        Since("dependentRequired", NamesByName, Draft2019), Since("dependentSchemas", SchemaByName, Draft2019),

        Until("items", SchemaOrList, Draft2019), Only("items", Schema, Draft2020),
        Until("additionalItems", Schema, Draft2019), Since("prefixItems", SchemaList, Draft2019),
        Since("unevaluatedItems", Schema, Draft2019), Since("contains", Schema, Draft6),
        Always("minItems", Count), Always("maxItems", Count), Always("uniqueItems", KeywordShape.Boolean),
        Since("minContains", Count, Draft2019), Since("maxContains", Count, Draft2019),

        Always("allOf", SchemaList), Always("anyOf", SchemaList), Always("oneOf", SchemaList), Always("not", Schema),
        Since("if", Schema, Draft7), Since("then", Schema, Draft7), Since("else", Schema, Draft7),
        Always("definitions", SchemaByName), Since("$defs", SchemaByName, Draft2019),
    ];

    private static JsonSchemaKeyword Always(string name, KeywordShape shape) => new(name, shape, Draft4, Draft2020);

    private static JsonSchemaKeyword Since(string name, KeywordShape shape, JsonSchemaDraft from) => new(name, shape, from, Draft2020);

    private static JsonSchemaKeyword Until(string name, KeywordShape shape, JsonSchemaDraft to) => new(name, shape, Draft4, to);

    private static JsonSchemaKeyword Only(string name, KeywordShape shape, JsonSchemaDraft draft) => new(name, shape, draft, draft);
}
