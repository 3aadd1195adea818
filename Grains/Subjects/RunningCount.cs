namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// A number of things that is counted seldom: once in a while, and before anything is refused because of it. What is
/// admitted in between is added.
/// </summary>
internal sealed class RunningCount(TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeastAge = TimeSpan.FromMilliseconds(200);
    private long _countedAt;
    private int _count = int.MaxValue;

    /// <summary>Whether one more is allowed; if so it is taken to come.</summary>
    /// <param name="limit">The most there may be.</param>
    /// <param name="count">Counts, up to the limit given to it.</param>
    public async Task<bool> HasRoom(int limit, Func<int, Task<int>> count)
    {
        var age = clock.GetElapsedTime(Volatile.Read(ref _countedAt));
        if (age > Age || (Volatile.Read(ref _count) >= limit && age > LeastAge))
        {
            var startedAt = clock.GetTimestamp();
            Volatile.Write(ref _count, await count(limit));
            Volatile.Write(ref _countedAt, startedAt);
        }

        return Interlocked.Increment(ref _count) <= limit;
    }
}
