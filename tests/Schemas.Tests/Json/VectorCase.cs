using System.Text.Json;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Json;

namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>One case of a vector file: two schemas, what changed between them, and the verdict.</summary>
public sealed record VectorCase(string Description, JsonElement Case)
{
    public string Original => Case.GetProperty("original_schema").GetRawText();

    public string Update => Case.GetProperty("update_schema").GetRawText();

    public bool? Compatible => Boolean("compatible");

    public bool? CompatibleWhenLenient => Boolean("compatible_lenient");

    public string[]? Changes => Case.TryGetProperty("changes", out var changes)
        ? [.. changes.EnumerateArray().Select(change => change.GetString()!).Distinct().Order(StringComparer.Ordinal)]
        : null;

    /// <summary>What our comparison finds, reserved names included.</summary>
    public Finding[] Compare(CompatibilityPolicy policy, ParseOptions? options = null)
    {
        var update = Parsed.With(options ?? ParseOptions.ForNewSchemas, Update);
        return
        [
            .. ReservedFindings.Of(update, Metadata("update_metadata"), Metadata("original_metadata")),
            .. update.ReadingFrom(Parsed.With(options ?? ParseOptions.ForNewSchemas, Original), policy),
        ];
    }

    public override string ToString() => Description;

    private bool? Boolean(string name) => Case.TryGetProperty(name, out var value) ? value.GetBoolean() : null;

    private Metadata? Metadata(string name) => Case.TryGetProperty(name, out var metadata)
        ? new Metadata(Properties: metadata.GetProperty("properties").EnumerateObject().Aggregate(
            System.Collections.Immutable.ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
            (all, property) => all.Add(property.Name, property.Value.GetString()!)))
        : null;
}
