using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Json;

/// <summary>The reserved names of the metadata, told as differences between two schemas (reference 11.4 and 11.6).</summary>
public static class JsonSchemaReserved
{
    public static IEnumerable<Finding> Findings(ParsedSchema update, Metadata? metadata, Metadata? previous)
    {
        var reserved = ReservedFields.Names(metadata);
        foreach (var gone in ReservedFields.Names(previous).Except(reserved, StringComparer.Ordinal))
        {
            yield return new Finding(JsonSchemaObjectRules.ReservedRemoved, gone);
        }

        foreach (var used in update.FieldNames.Where(reserved.Contains))
        {
            yield return new Finding(JsonSchemaObjectRules.ReservedConflict, "#/properties/" + used);
        }
    }
}
