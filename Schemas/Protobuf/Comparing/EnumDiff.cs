using System.Globalization;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Comparing;

/// <summary>Compares the constants of two enums, matched by number.</summary>
internal static class EnumDiff
{
    /// <param name="comparison">Takes the findings.</param>
    /// <param name="original">The enum the data was written with.</param>
    /// <param name="update">The enum it is read with.</param>
    /// <param name="path">Ends in a slash.</param>
    public static void Compare(Comparison comparison, EnumNode original, EnumNode update, string path)
    {
        var originals = original.Constants.ToLookup(constant => constant.Number, constant => constant.Name);
        var updates = update.Constants.ToLookup(constant => constant.Number, constant => constant.Name);
        foreach (var names in originals)
        {
            if (!comparison.Spend())
            {
                return;
            }

            var at = path + names.Key.ToString(CultureInfo.InvariantCulture);
            if (!updates.Contains(names.Key))
            {
                comparison.Report(ProtobufRules.EnumConstRemoved, at);
            }
            else if (!names.ToHashSet(StringComparer.Ordinal).SetEquals(updates[names.Key]))
            {
                comparison.Report(ProtobufRules.EnumConstChanged, at);
            }
        }

        foreach (var names in updates.Where(names => !originals.Contains(names.Key)))
        {
            comparison.Report(ProtobufRules.EnumConstAdded, path + names.Key.ToString(CultureInfo.InvariantCulture));
        }
    }
}
