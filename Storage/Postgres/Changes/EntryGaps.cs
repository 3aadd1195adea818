using System.Diagnostics;

namespace SchemaRegistry.Storage.Postgres.Changes;

/// <summary>
/// The entry ids below the highest one seen that were not there: of changes that are being committed, or never were. They are
/// asked for by name until they are old; what should come even later, a sweep finds.
/// </summary>
internal sealed class EntryGaps
{
    private const int MaxGaps = 10_000;
    private const int MaxJump = 1_000;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);
    private readonly Dictionary<long, long> _since = [];

    /// <summary>The highest entry id seen; 0 before the first.</summary>
    public long Highest { get; private set; }

    public long[] Open()
    {
        foreach (var (entry, since) in _since)
        {
            if (Stopwatch.GetElapsedTime(since) > MaxAge)
            {
                _since.Remove(entry);
            }
        }

        return [.. _since.Keys];
    }

    public void Close(long[] entries)
    {
        foreach (var entry in entries)
        {
            _since.Remove(entry);
        }
    }

    public void Keep(long[] entries)
    {
        foreach (var entry in entries)
        {
            Add(entry);
        }
    }

    /// <summary>
    /// The entries missing between the highest so far and these, which ascend. Some may have been numbered by another
    /// sequencer; those that were not are to be kept.
    /// </summary>
    public long[] Pass(long[] entries)
    {
        var missing = new List<long>();
        foreach (var entry in entries)
        {
            for (var between = Math.Max(Highest + 1, entry - MaxJump); between < entry && missing.Count < MaxGaps; between++)
            {
                missing.Add(between);
            }

            Highest = Math.Max(Highest, entry);
        }

        return [.. missing];
    }

    private void Add(long entry)
    {
        if (_since.Count < MaxGaps)
        {
            _since.TryAdd(entry, Stopwatch.GetTimestamp());
        }
    }
}
