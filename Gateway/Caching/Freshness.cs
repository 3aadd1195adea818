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
    private readonly long[] _movingUntil = new long[Marks];
    private long _all;
    private long _now;

    /// <summary>To be taken before reading; everything that changes later makes what is read stale.</summary>
    public long Now => Volatile.Read(ref _now);

    public static int MarkOf(string subject) => string.GetHashCode(subject, StringComparison.Ordinal) & (Marks - 1);

    public bool IsFresh(long readAt, int mark) =>
        Volatile.Read(ref _changedAt[mark]) <= readAt && Volatile.Read(ref _all) <= readAt;

    /// <summary>Whether a subject with this mark has changed so lately that a cache elsewhere may not have heard of it.</summary>
    public bool IsMoving(int mark) => Environment.TickCount64 < Volatile.Read(ref _movingUntil[mark]);

    public void Changed(string subject)
    {
        lock (_gate)
        {
            var mark = MarkOf(subject);
            Volatile.Write(ref _movingUntil[mark], Environment.TickCount64 + MovingMilliseconds);
            Volatile.Write(ref _now, _now + 1);
            Volatile.Write(ref _changedAt[mark], _now);
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
