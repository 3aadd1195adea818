using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Comparing;

/// <summary>
/// Compares oneofs. Fields that could be set together before must not exclude each other now: the former fields in a oneof
/// have to come from one and the same oneof, or be a single field.
/// </summary>
internal static class OneOfDiff
{
    /// <param name="comparison">Takes the findings.</param>
    /// <param name="originals">The fields the data was written with.</param>
    /// <param name="updates">The fields it is read with.</param>
    /// <param name="path">Of the message; ends in a slash.</param>
    public static void Compare(Comparison comparison, FieldTable originals, FieldTable updates, string path)
    {
        foreach (var oneOf in originals.OneOfs.Where(oneOf => !updates.HasOneOf(oneOf.Name)))
        {
            comparison.Report(ProtobufRules.OneOfRemoved, path + oneOf.Name);
        }

        foreach (var oneOf in updates.OneOfs)
        {
            if (!originals.HasOneOf(oneOf.Name))
            {
                comparison.Report(ProtobufRules.OneOfAdded, path + oneOf.Name);
            }

            CompareFormerFields(comparison, oneOf, originals, path + oneOf.Name);
        }
    }

    private static void CompareFormerFields(Comparison comparison, OneOfNode oneOf, FieldTable originals, string path)
    {
        var formerOneOfs = new HashSet<string>(StringComparer.Ordinal);
        var formerTopLevel = new HashSet<int>();
        foreach (var member in oneOf.Members())
        {
            if (originals.Find(member.Number) is not { } former)
            {
                continue;
            }

            if (former.OneOf is null)
            {
                formerTopLevel.Add(former.Tag);
            }
            else
            {
                formerOneOfs.Add(former.OneOf.Name);
            }
        }

        if (formerOneOfs.Count + formerTopLevel.Count > 1)
        {
            comparison.Report(
                formerTopLevel.Count > 1 ? ProtobufRules.MultipleFieldsMovedToOneOf : ProtobufRules.FieldMovedToExistingOneOf,
                path);
        }
    }
}
