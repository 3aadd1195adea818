using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Comparing;

/// <summary>Compares two messages: fields by tag over the whole message, then oneofs, then the types inside.</summary>
internal static class MessageDiff
{
    /// <param name="comparison">Takes the findings.</param>
    /// <param name="original">The message the data was written with.</param>
    /// <param name="update">The message it is read with.</param>
    /// <param name="path">Ends in a slash.</param>
    public static void Compare(Comparison comparison, Scope original, Scope update, string path)
    {
        if (!comparison.CanGoDeeper())
        {
            return;
        }

        var originals = FieldTable.Of(original.Message);
        var updates = FieldTable.Of(update.Message);
        foreach (var place in originals.Places)
        {
            if (!comparison.Spend())
            {
                return;
            }

            if (updates.Find(place.Tag) is { } updated)
            {
                CompareField(comparison, original, update, place, updated, path);
            }
            else
            {
                ReportRemoved(comparison, place, originals, updates, path);
            }
        }

        foreach (var place in updates.Places.Where(place => originals.Find(place.Tag) is null))
        {
            comparison.Report(
                place.OneOf is not null ? ProtobufRules.OneOfFieldAdded
                : place.Field.Label == FieldLabel.Required ? ProtobufRules.RequiredFieldAdded
                : ProtobufRules.FieldAdded,
                place.PathIn(path));
        }

        OneOfDiff.Compare(comparison, originals, updates, path);
        TypesDiff.Compare(comparison, TypeList.Of(original), TypeList.Of(update), path);
    }

    private static void CompareField(
        Comparison comparison, Scope original, Scope update, FieldPlace before, FieldPlace after, string path)
    {
        var at = after.PathIn(path);
        if (before.OneOf is not null && after.OneOf is null)
        {
            comparison.Report(ProtobufRules.OneOfFieldMovedToTopLevel, at);
        }

        if (before.Field.FieldName != after.Field.FieldName)
        {
            comparison.Report(ProtobufRules.FieldNameChanged, at);
        }

        FieldDiff.Compare(comparison, original, update, before.Field, after.Field, at);
    }

    private static void ReportRemoved(Comparison comparison, FieldPlace place, FieldTable originals, FieldTable updates, string path)
    {
        if (place.OneOf is null)
        {
            comparison.Report(
                place.Field.Label == FieldLabel.Required ? ProtobufRules.RequiredFieldRemoved : ProtobufRules.FieldRemoved,
                place.PathIn(path));
            return;
        }

        // A oneof that went away with all its members is one difference: ONEOF_REMOVED.
        if (updates.HasOneOf(place.OneOf.Name) || originals.AnySurvives(place.OneOf, updates))
        {
            comparison.Report(ProtobufRules.OneOfFieldRemoved, place.PathIn(path));
        }
    }
}
