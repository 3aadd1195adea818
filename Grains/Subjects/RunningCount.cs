namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// A number of things that is counted seldom: once in a while, and before anything is refused because of it. What is
/// admitted in between is added. A small number costs little and is counted each time.
/// </summary>
internal sealed class RunningCount(TimeProvider clock)
{
    private const int Small = 1_000;
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeastAge = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private long _countedAt;
    private int _counted = int.MaxValue;
    private int _admitted;

    /// <summary>Whether one more is allowed; if so it is taken to come.</summary>
    /// <param name="limit">The most there may be.</param>
    /// <param name="count">Counts, up to the limit given to it.</param>
    public async Task<bool> HasRoom(int limit, Func<int, Task<int>> count)
    {
        if (IsDoubtful(limit))
        {
            var startedAt = clock.GetTimestamp();
            Replace(await count(limit), startedAt);
        }

        lock (_gate)
        {
            return _counted + _admitted < limit && ++_admitted > 0;
        }
    }

    // A refusal must rest on a count, not on what was merely admitted since.
    private bool IsDoubtful(int limit)
    {
        lock (_gate)
        {
            var age = clock.GetElapsedTime(_countedAt);
            var isFull = _counted == int.MaxValue || _counted + _admitted >= limit;
            return limit <= Small || age > Age || (isFull && (_admitted > 0 || age > LeastAge));
        }
    }

    private void Replace(int counted, long at)
    {
        lock (_gate)
        {
            (_counted, _admitted, _countedAt) = (counted, 0, at);
        }
    }
}
