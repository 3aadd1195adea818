using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>The demands on a keyword's own value, apart from the schemas inside it.</summary>
internal static class JsonSchemaValues
{
    /// <summary>What is wrong with the value, or null.</summary>
    public static string? Fault(JsonSchemaKeyword keyword, JsonTree value) => keyword.Shape switch
    {
        KeywordShape.Text or KeywordShape.Reference => value.Kind == JsonKind.String ? null : "must be a string",
        KeywordShape.Boolean => value.IsBoolean ? null : "must be a boolean",
        KeywordShape.Number => value.Kind == JsonKind.Number ? null : "must be a number",
        KeywordShape.PositiveNumber => IsPositive(value) ? null : "must be a number greater than 0",
        KeywordShape.Count => IsCount(value) ? null : "must be a non-negative integer",
        KeywordShape.Pattern => FaultOfPattern(value),
        KeywordShape.TypeNames => FaultOfTypes(value),
        KeywordShape.EnumValues => value.Kind == JsonKind.Array ? null : "must be an array",
        KeywordShape.Names => FaultOfNames(value),
        KeywordShape.NamesByName => FaultOfNamesByName(value),
        KeywordShape.SchemaList => value is { Kind: JsonKind.Array, Items.Length: > 0 } ? null : "must be a non-empty array of schemas",
        KeywordShape.SchemaByPattern => FaultOfPatterns(value),
        KeywordShape.SchemaByName or KeywordShape.SchemaOrNamesByName => value.Kind == JsonKind.Object ? null : "must be an object",
        _ => null,
    };

    public static string? FaultOfNames(JsonTree value)
    {
        if (value.Kind != JsonKind.Array)
        {
            return "must be an array of strings";
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in value.Items)
        {
            if (item.Kind != JsonKind.String)
            {
                return "must be an array of strings";
            }

            if (!seen.Add(item.Text))
            {
                return $"names '{item.Text}' twice";
            }
        }

        return null;
    }

    private static bool IsPositive(JsonTree value) => value.Kind == JsonKind.Number && JsonNumber.Parse(value.Text).IsPositive;

    private static bool IsCount(JsonTree value) =>
        value.Kind == JsonKind.Number && JsonNumber.Parse(value.Text) is { IsNegative: false, IsInteger: true };

    private static string? FaultOfPattern(JsonTree value)
    {
        if (value.Kind != JsonKind.String)
        {
            return "must be a string";
        }

        return JsonSchemaPattern.Fault(value.Text) is { } fault ? "is no regular expression: " + fault : null;
    }

    private static string? FaultOfPatterns(JsonTree value)
    {
        if (value.Kind != JsonKind.Object)
        {
            return "must be an object";
        }

        foreach (var (pattern, _) in value.Members)
        {
            if (JsonSchemaPattern.Fault(pattern) is { } fault)
            {
                return $"'{pattern}' is no regular expression: {fault}";
            }
        }

        return null;
    }

    private static string? FaultOfTypes(JsonTree value)
    {
        if (value.Kind == JsonKind.String)
        {
            return IsTypeName(value.Text) ? null : $"unknown type '{value.Text}'";
        }

        if (value.Kind != JsonKind.Array || value.Items.Length == 0)
        {
            return "must be the name of a type or a non-empty array of such names";
        }

        return Array.Find(value.Items, item => item.Kind == JsonKind.String && !IsTypeName(item.Text)) is { } unknown
            ? $"unknown type '{unknown.Text}'"
            : FaultOfNames(value);
    }

    private static string? FaultOfNamesByName(JsonTree value)
    {
        if (value.Kind != JsonKind.Object)
        {
            return "must be an object of arrays of strings";
        }

        foreach (var (name, names) in value.Members)
        {
            if (FaultOfNames(names) is { } fault)
            {
                return $"'{name}' {fault}";
            }
        }

        return null;
    }

    private static bool IsTypeName(string name) =>
        name is "string" or "number" or "integer" or "boolean" or "null" or "object" or "array";
}
