namespace SchemaRegistry.Gateway.Weighing;

/// <summary>How long one body is waited for: each byte that has come gives those after it more time.</summary>
internal sealed class TrafficPatience : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _ended;
    private TimeSpan _waited;

    // Null while it is not the sender who is waited for.
    private long? _since;

    public TrafficPatience(TimeProvider clock, CancellationToken callerIsGone)
    {
        _clock = clock;
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, callerIsGone);
    }

    public bool IsOver => _over.IsCancellationRequested;

    /// <summary>The sender is waited for; ends when what follows is late, or nobody waits for an answer.</summary>
    public CancellationToken TokenAfter(long bytes)
    {
        Count();
        _since = _clock.GetTimestamp();
        var left = TrafficBudget.PatienceFor(bytes) - _waited;
        _over.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        return _ended.Token;
    }

    /// <summary>Something else is waited for.</summary>
    public void Pause()
    {
        Count();
        _since = null;
        _over.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _ended.Dispose();
        _over.Dispose();
    }

    private void Count() => _waited += _since is { } since ? _clock.GetElapsedTime(since) : TimeSpan.Zero;
}
