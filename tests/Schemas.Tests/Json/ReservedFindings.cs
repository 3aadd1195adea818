using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Json;

namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>
/// The differences in reserved names (reference 11.6), as findings. The vectors count them among the changes of a schema, while the
/// registry reports them beside the comparison, as texts.
/// </summary>
internal static class ReservedFindings
{
    public static IEnumerable<Finding> Of(ParsedSchema update, Metadata? metadata, Metadata? previous)
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
