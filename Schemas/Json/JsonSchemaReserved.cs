using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Json;

/// <summary>The reserved names of the metadata, told as differences between two schemas (reference 11.4 and 11.6).</summary>
public static class JsonSchemaReserved
{
    private const string Property = "confluent:reserved";

    public static IEnumerable<Finding> Findings(ParsedSchema update, Metadata? metadata, Metadata? previous)
    {
        var reserved = Names(metadata);
        foreach (var gone in Names(previous).Except(reserved, StringComparer.Ordinal))
        {
            yield return new Finding(JsonSchemaObjectRules.ReservedRemoved, gone);
        }

        foreach (var used in update.FieldNames.Where(reserved.Contains))
        {
            yield return new Finding(JsonSchemaObjectRules.ReservedConflict, "#/properties/" + used);
        }
    }

    private static HashSet<string> Names(Metadata? metadata) =>
        (metadata?.Property(Property) ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.Ordinal);
}
