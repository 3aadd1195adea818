
namespace SchemaRegistry.Grains.Webhooks;

/// <summary>
/// The word that this process is the one that delivers. It is good for a moment after it was confirmed: a process that was frozen
/// asks before it sends, and finds out that another one took over.
/// </summary>
internal sealed class DeliveryLease(TimeProvider clock)
{
    // Shorter than what it takes until another process can have the turn.
    private static readonly TimeSpan Good = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private readonly Lock _gate = new();
    private long? _asked;

    /// <summary>Asks, and is good from the moment of asking.</summary>
    public async Task Confirm(Func<Task> ask)
    {
        var asked = clock.GetTimestamp();
        await ask();
        lock (_gate)
        {
            _asked = asked;
        }
    }

    /// <summary>Returns at once while it is good, else when it is again.</summary>
    public async Task Await(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        while (!IsGood())
        {
            await Task.Delay(Poll, clock, stop);
        }
    }

    private bool IsGood()
    {
        lock (_gate)
        {
            return _asked is { } asked && clock.GetElapsedTime(asked) <= Good;
        }
    }
}
