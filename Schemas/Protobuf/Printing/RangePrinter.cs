using System.Collections.Immutable;
using System.Globalization;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Printing;

/// <summary>The statements <c>reserved</c> and <c>extensions</c>.</summary>
internal static class RangePrinter
{
    /// <param name="reserved">The statements.</param>
    /// <param name="max">The bound that is written as "max".</param>
    /// <param name="text">Where to print.</param>
    public static void Print(ImmutableArray<ReservedNode> reserved, int max, IndentedText text)
    {
        foreach (var node in reserved)
        {
            text.Append("reserved ");
            PrintEntries(node.Entries, max, text);
            text.Append(';').EndLine();
        }
    }

    public static void Print(ImmutableArray<ExtensionsNode> extensions, IndentedText text)
    {
        foreach (var node in extensions)
        {
            text.Append("extensions ");
            PrintEntries(node.Ranges, ReservedEntry.MaxTag, text);
            OptionPrinter.PrintList(node.Options, text);
            text.Append(';').EndLine();
        }
    }

    private static void PrintEntries(ImmutableArray<ReservedEntry> entries, int max, IndentedText text)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(Print(entries[i], max));
        }
    }

    private static string Print(ReservedEntry entry, int max)
    {
        if (entry.Name is not null)
        {
            return Quoted.Text(entry.Name);
        }

        var start = entry.Start.ToString(CultureInfo.InvariantCulture);
        return entry.IsRange
            ? $"{start} to {(entry.End == max ? "max" : entry.End.ToString(CultureInfo.InvariantCulture))}"
            : start;
    }
}
