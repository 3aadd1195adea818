namespace SchemaRegistry.Gateway.Caching;

/// <summary>
/// Tells whether a subject may have changed since something about it was read, without knowing what was read: subjects share
/// a fixed number of marks by their hash. Two that share one cost a read too many, never one too few.
/// </summary>
internal sealed class Freshness
{
    private const int Marks = 1 << 14;
    // Well above the second that other caches may be behind.
    private const int MovingMilliseconds = 5_000;
    private readonly Lock _gate = new();
    private readonly long[] _changedAt = new long[Marks];
    private long _all;
    private long _now;
    private long _lastChange = -MovingMilliseconds;

    /// <summary>To be taken before reading; everything that changes later makes what is read stale.</summary>
    public long Now => Volatile.Read(ref _now);

    public static int MarkOf(string subject) => string.GetHashCode(subject, StringComparison.Ordinal) & (Marks - 1);

    public bool IsFresh(long readAt, int mark) =>
        Volatile.Read(ref _changedAt[mark]) <= readAt && Volatile.Read(ref _all) <= readAt;

    /// <summary>Whether something has changed so lately that a cache elsewhere may not have heard of it.</summary>
    public bool IsMoving => Environment.TickCount64 - Volatile.Read(ref _lastChange) < MovingMilliseconds;

    public void Changed(string subject)
    {
        lock (_gate)
        {
            Volatile.Write(ref _lastChange, Environment.TickCount64);
            Volatile.Write(ref _now, _now + 1);
            Volatile.Write(ref _changedAt[MarkOf(subject)], _now);
        }
    }

    public void AllChanged()
    {
        lock (_gate)
        {
            Volatile.Write(ref _now, _now + 1);
            Volatile.Write(ref _all, _now);
        }
    }
}
