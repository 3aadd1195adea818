using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Protobuf.Model;

/// <summary>A range of tags, both ends included, a single tag, or a name.</summary>
internal readonly record struct ReservedEntry(int Start, int End, bool IsRange, string? Name = null)
{
    /// <summary>The highest tag a field can have: what <c>max</c> stands for in a message.</summary>
    public const int MaxTag = 536_870_911;

    public static ReservedEntry OfName(string name) => new(0, 0, IsRange: false, name);
}

/// <summary>One <c>reserved</c> statement.</summary>
internal sealed record ReservedNode(ImmutableArray<ReservedEntry> Entries, Position Position);

/// <summary>One <c>extensions</c> statement.</summary>
internal sealed record ExtensionsNode(ImmutableArray<ReservedEntry> Ranges, Position Position)
{
    public ImmutableArray<OptionNode> Options { get; init; } = [];
}
