namespace SchemaRegistry.Gateway.Weighing;

/// <summary>How long one body is waited for: each byte that has come gives those after it more time.</summary>
internal sealed class TrafficPatience(TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource _over = new(Timeout.InfiniteTimeSpan, clock);
    private TimeSpan _waited;

    // Null while it is not the sender who is waited for.
    private long? _since;

    public bool IsOver => _over.IsCancellationRequested;

    /// <summary>The sender is waited for; ends when what follows so many bytes is late.</summary>
    public CancellationToken TokenAfter(long bytes)
    {
        Count();
        _since = clock.GetTimestamp();
        var left = TrafficBudget.PatienceFor(bytes) - _waited;
        _over.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        return _over.Token;
    }

    /// <summary>Something else is waited for.</summary>
    public void Pause()
    {
        Count();
        _since = null;
        _over.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _over.Dispose();

    private void Count() => _waited += _since is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero;
}
