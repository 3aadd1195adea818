using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Normalizing;

/// <summary>One entry per statement, sorted by start; names come last, by alphabet.</summary>
internal static class RangeNormalizer
{
    public static IEnumerable<ReservedNode> Normalize(ImmutableArray<ReservedNode> reserved) =>
        reserved
            .SelectMany(node => node.Entries.Select(entry => new ReservedNode([Shortest(entry)], node.Position)))
            .OrderBy(node => node.Entries[0].Name is not null)
            .ThenBy(node => node.Entries[0].Start)
            .ThenBy(node => node.Entries[0].Name, StringComparer.Ordinal);

    public static IEnumerable<ExtensionsNode> Normalize(
        ImmutableArray<ExtensionsNode> extensions, Func<ImmutableArray<OptionNode>, ImmutableArray<OptionNode>> normalizeOptions) =>
        extensions
            .SelectMany(node => node.Ranges.Select(range => new ExtensionsNode([Shortest(range)], node.Position)
            {
                Options = normalizeOptions(node.Options),
            }))
            .OrderBy(node => node.Ranges[0].Start);

    private static ReservedEntry Shortest(ReservedEntry entry) => entry with { IsRange = entry.Start != entry.End };
}
