namespace SchemaRegistry.Gateway.Weighing;

/// <summary>How long one body may take to come, from its beginning: each byte that has come gives those after it more time.</summary>
internal sealed class TrafficPatience : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _ended;

    public TrafficPatience(TimeProvider clock, CancellationToken callerIsGone)
    {
        (_clock, _began) = (clock, clock.GetTimestamp());
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, callerIsGone);
    }

    public bool IsOver => _over.IsCancellationRequested;

    /// <summary>Ends when what follows is late, or nobody waits for an answer.</summary>
    public CancellationToken TokenAfter(long bytes)
    {
        var left = TrafficBudget.PatienceFor(bytes) - _clock.GetElapsedTime(_began);
        _over.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        return _ended.Token;
    }

    public void Dispose()
    {
        _ended.Dispose();
        _over.Dispose();
    }
}
