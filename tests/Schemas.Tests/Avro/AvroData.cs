using System.Collections.Immutable;
using System.Text.Json;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Avro;

namespace SchemaRegistry.Schemas.Tests.Avro;

/// <summary>Parsing in one word, and the tables of cases beside these tests.</summary>
internal static class AvroData
{
    private static readonly AvroFormat Format = new();

    public static ParsedSchema Parse(string text, params string[] references) => Try(text, references).Schema
        ?? throw new InvalidOperationException($"{Try(text, references).Error}: {text}");

    public static ParseResult Try(string text, params string[] references) => Try(text, ParseOptions.ForNewSchemas, references);

    public static ParseResult Try(string text, ParseOptions options, params string[] references) => Format.Parse(
        text,
        [.. references.Select((_, at) => new SchemaReference($"r{at}", $"s{at}", 1))],
        [.. references.Select((reference, at) => new ResolvedReference($"r{at}", $"s{at}", 1, reference))],
        options);

    /// <summary>The cases of a table; a schema in it is raw JSON, so that its text is as written.</summary>
    public static ImmutableArray<JsonElement> Cases(string table)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Avro", "Data", table);
        return [.. JsonDocument.Parse(File.ReadAllText(path)).RootElement.EnumerateArray()];
    }

    public static IEnumerable<TheoryDataRow<string>> Names(string table) =>
        Cases(table).Select(row => new TheoryDataRow<string>(row.GetProperty("case").GetString()!));

    public static JsonElement Case(string table, string name) =>
        Cases(table).Single(row => row.GetProperty("case").GetString() == name);

    /// <summary>The raw text of a member; null when it is missing.</summary>
    public static string? Raw(this JsonElement row, string member) =>
        row.TryGetProperty(member, out var value) ? value.GetRawText() : null;

    /// <summary>The texts of a list of schemas; empty when it is missing.</summary>
    public static string[] References(this JsonElement row) => row.References("references") ?? [];

    public static string[]? References(this JsonElement row, string member) => row.TryGetProperty(member, out var references)
        ? [.. references.EnumerateArray().Select(reference => reference.GetRawText())]
        : null;

    /// <summary>A list of strings; empty when it is missing.</summary>
    public static string[] Strings(this JsonElement row, string member) => row.TryGetProperty(member, out var strings)
        ? [.. strings.EnumerateArray().Select(item => item.GetString()!)]
        : [];
}
