using System.Collections.Immutable;

namespace SchemaRegistry.Storage;

/// <summary>Where a log begins and ends.</summary>
/// <param name="LogId">Tells the log from every other one.</param>
/// <param name="Pruned">Changes up to this number are no longer kept.</param>
/// <param name="Highest">The last number given; 0 before the first.</param>
public sealed record LogPosition(Guid LogId, long Pruned, long Highest)
{
    /// <summary>The first number that is kept, or will be given.</summary>
    public long Lowest => Pruned + 1;
}

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

/// <summary>Changes that have no number yet.</summary>
/// <param name="Count">Up to 10,000.</param>
/// <param name="Oldest">When the oldest was made, milliseconds since 1970; 0 when there is none.</param>
public sealed record LogLag(int Count, long Oldest);

/// <summary>What a sequencer did at once.</summary>
/// <param name="Count">How many changes got their number.</param>
/// <param name="Oldest">When the oldest of them was made, milliseconds since 1970; 0 when there was none.</param>
/// <param name="Held">How many wait for an earlier revision of their subject.</param>
/// <param name="IsAll">False when there may be more to number at once.</param>
public sealed record NumberedBatch(int Count, long Oldest, int Held, bool IsAll)
{
    public static readonly NumberedBatch Nothing = new(0, 0, 0, IsAll: true);
}
