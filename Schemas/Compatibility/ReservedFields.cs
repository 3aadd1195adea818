using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Compatibility;

/// <summary>The reserved names of <c>confluent:reserved</c> (reference 11.6).</summary>
internal static class ReservedFields
{
    private const string Property = "confluent:reserved";

    public static IEnumerable<string> Check(ParsedSchema schema, Metadata? metadata, Metadata? previous)
    {
        var reserved = Names(metadata);
        foreach (var gone in Names(previous).Except(reserved, StringComparer.Ordinal))
        {
            yield return $"The new schema has reserved field {gone} removed from its metadata which is present in the old schema's metadata.";
        }

        foreach (var used in schema.FieldNames.Where(reserved.Contains))
        {
            yield return $"The new schema has field that conflicts with the reserved field {used}.";
        }
    }

    /// <summary>The names the metadata reserves.</summary>
    public static HashSet<string> Names(Metadata? metadata) =>
        (metadata?.Property(Property) ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.Ordinal);
}
