
namespace SchemaRegistry.Grains.Webhooks;

/// <summary>
/// Says that this process is the one that delivers, for two seconds after the database confirmed it. A process that was frozen
/// for longer has to ask before it sends, and learns that another one took over.
/// </summary>
internal sealed class DeliveryLease(TimeProvider clock)
{
    // As long as another process waits that has got the turn; see PostgresDeliveryTurn.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private readonly Lock _gate = new();
    private long? _asked;

    /// <summary>Whether this process is the one now.</summary>
    public bool Holds
    {
        get
        {
            lock (_gate)
            {
                return _asked is { } asked && clock.GetElapsedTime(asked) <= Duration;
            }
        }
    }

    /// <summary>
    /// Asks. The lease runs from before the question: the process may be frozen before it reads the answer. Without an answer there is
    /// none any more.
    /// </summary>
    public async Task Confirm(Func<Task> ask)
    {
        var asked = clock.GetTimestamp();
        try
        {
            await ask();
        }
        catch
        {
            Set(null);
            throw;
        }

        Set(asked);
    }

    /// <summary>Returns at once while the lease holds, else when it has been confirmed again.</summary>
    public async Task Await(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        while (!Holds)
        {
            await Task.Delay(Poll, clock, stop);
        }
    }

    private void Set(long? asked)
    {
        lock (_gate)
        {
            _asked = asked;
        }
    }
}
