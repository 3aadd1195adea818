using System.Collections.Immutable;

namespace SchemaRegistry.Storage.Changes;

/// <summary>A change with its place in the log.</summary>
public sealed record NumberedChange(long Number, LoggedChange Change);

/// <summary>A part of the log.</summary>
/// <param name="Position">Where the log began and ended when this was read.</param>
/// <param name="Through">Every change up to this number has been looked at; read on after it.</param>
public sealed record ChangePage(LogPosition Position, ImmutableArray<NumberedChange> Changes, long Through)
{
    /// <summary>Whether changes after <paramref name="number"/> are missing because they are no longer kept.</summary>
    public bool HasLost(long number) => number < Position.Pruned;

    /// <summary>How many changes a filter is tried on in one read.</summary>
    internal const int Window = 10_000;

    /// <summary>Payload in one read, in characters, unless one change alone has more.</summary>
    internal const int PayloadChars = 4 << 20;

    internal static ChangePage Of(LogPosition position, long after, ImmutableArray<NumberedChange> changes) => new(
        position, changes, changes.IsEmpty ? Math.Max(after, Math.Min(after + Window, position.Highest)) : changes[^1].Number);
}
