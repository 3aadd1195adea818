using CsCheck;

namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>Random schemas over a small vocabulary, so that two of them often have something in common.</summary>
internal static class GenJsonSchema
{
    private const int Depth = 3;

    private static readonly Gen<string> Name = Gen.OneOf("a", "b", "c", "é/~");
    private static readonly Gen<string> Count = Gen.Int[0, 3].Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture));
    private static readonly Gen<string> Number = Gen.OneOf("0", "1", "1.0", "1.5", "2", "3", "1e1", "0.50");
    private static readonly Gen<string> Value = Gen.OneOf<string>(Number, Gen.OneOf("\"x\"", "null", "true", "[1]", "{\"k\":[]}"));
    private static readonly Gen<string> Names = Name.Array[0, 2].Select(names => Quoted(names.Distinct()));

    private static readonly Gen<string> Types =
        Gen.OneOf("\"string\"", "\"number\"", "\"integer\"", "\"object\"", "\"array\"", "[\"string\",\"null\"]", "[\"object\",\"integer\"]");

    /// <summary>A schema of draft 7; recursive ones refer to <c>#/definitions/a</c> and <c>b</c>.</summary>
    public static readonly Gen<string> Draft7 = Gen.Select(
        Object(Keyword(Schema(Depth)).Array[0, 4]), Schema(Depth - 1), Schema(Depth - 1), (root, a, b) =>
            WithMember(root, $"\"definitions\":{{\"a\":{Anchored(a)},\"b\":{Anchored(b)}}}"));

    /// <summary>A schema of any draft, with the keywords of all.</summary>
    public static readonly Gen<string> Any = Gen.Select(
        Draft7,
        Gen.OneOf<string>(
            "http://json-schema.org/draft-04/schema#",
            "http://json-schema.org/draft-06/schema#",
            "https://json-schema.org/draft/2019-09/schema",
            "https://json-schema.org/draft/2020-12/schema"),
        Modern(),
        (schema, draft, modern) => WithMember(WithMember(schema, $"\"$schema\":\"{draft}\""), modern));

    /// <summary>Two schemas: unrelated, or the second with one keyword of the first added or replaced.</summary>
    public static readonly Gen<(string Original, string Update)> Pairs = Gen.Frequency<(string, string)>(
        (1, Gen.Select(Draft7, Draft7)),
        (1, Gen.Select(Any, Any)),
        (3, Gen.Select(Gen.OneOf<string>(Draft7, Any), Keyword(Schema(Depth - 1)), (schema, keyword) => (schema, WithMember(schema, keyword)))));

    private static Gen<string> Schema(int depth) => depth == 0
        ? Leaf()
        : Gen.Frequency<string>(
            (3, Leaf()),
            (6, Object(Keyword(Schema(depth - 1)).Array[1, 4])),
            (1, Gen.OneOf("{\"$ref\":\"#/definitions/a\"}", "{\"$ref\":\"#/definitions/b\"}")));

    private static Gen<string> Leaf() => Gen.OneOf<string>(
        Gen.OneOf("true", "false", "{}"),
        Gen.OneOf("string", "number", "integer", "boolean", "null", "object", "array").Select(type => $"{{\"type\":\"{type}\"}}"));

    private static Gen<string> Keyword(Gen<string> schema) => Gen.Frequency<string>(
        (3, Types.Select(type => Member("type", type))),
        (1, Gen.Select(Gen.OneOf("title", "description", "$id"), Name, (key, name) => $"\"{key}\":\"{name.Replace("/~", "", StringComparison.Ordinal)}\"")),
        (1, Value.Select(value => $"\"default\":{value}")),
        (1, Value.Array[0, 3].Select(values => $"\"enum\":[{string.Join(',', values)}]")),
        (1, Value.Select(value => $"\"const\":{value}")),
        (2, Gen.Select(Gen.OneOf("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), Count, Member)),
        (1, Gen.Select(Gen.OneOf("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), Number, Member)),
        (1, Gen.OneOf("1", "2", "0.5", "3", "1e1").Select(number => Member("multipleOf", number))),
        (1, Gen.OneOf("\"^a\"", "\"b$\"").Select(pattern => Member("pattern", pattern))),
        (4, Gen.Select(Name, schema).Array[0, 3].Select(members => Member("properties", Map(members)))),
        (1, Names.Select(names => Member("required", names))),
        (1, Gen.Select(Gen.OneOf("^a", "b"), schema).Array[0, 2].Select(members => Member("patternProperties", Map(members)))),
        (2, Gen.Select(Gen.OneOf("additionalProperties", "additionalItems", "not", "items", "contains", "if", "propertyNames"), schema, Member)),
        (1, schema.Array[0, 3].Select(items => Member("items", $"[{string.Join(',', items)}]"))),
        (1, Gen.Select(Name, schema).Array[0, 2].Select(members => Member("dependencies", Map(members)))),
        (1, Gen.Select(Name, Names, (name, names) => $"\"dependencies\":{{\"{name}\":{names}}}")),
        (3, Gen.Select(Gen.OneOf("allOf", "anyOf", "oneOf"), schema.Array[1, 3], (keyword, branches) => Member(keyword, $"[{string.Join(',', branches)}]"))));

    private static Gen<string> Modern() => Gen.Select(
        Gen.OneOf("unevaluatedProperties", "unevaluatedItems", "prefixItems", "dependentSchemas", "contains"), Schema(1), Count, (keyword, schema, count) =>
            keyword switch
            {
                "prefixItems" => $"\"prefixItems\":[{schema}],\"minContains\":{count}",
                "dependentSchemas" => $"\"dependentSchemas\":{{\"a\":{schema}}},\"dependentRequired\":{{\"b\":[\"c\"]}}",
                _ => Member(keyword, schema),
            });

    private static Gen<string> Object(Gen<string[]> members) => members.Select(all => $"{{{string.Join(',', all)}}}");

    private static string Member(string name, string value) => $"\"{name}\":{value}";

    private static string Map((string Name, string Value)[] members) =>
        $"{{{string.Join(',', members.DistinctBy(member => member.Name).Select(member => $"\"{member.Name}\":{member.Value}"))}}}";

    private static string Quoted(IEnumerable<string> names) => $"[{string.Join(',', names.Select(name => $"\"{name}\""))}]";

    // A definition that is nothing but a reference could lead back to itself.
    private static string Anchored(string schema) => schema.StartsWith("{\"$ref", StringComparison.Ordinal) ? $"{{\"items\":{schema}}}" : schema;

    private static string WithMember(string schema, string member) => schema == "{}" ? $"{{{member}}}" : $"{schema[..^1]},{member}}}";
}
