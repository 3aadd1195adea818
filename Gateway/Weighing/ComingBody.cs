using Microsoft.AspNetCore.Http;

namespace SchemaRegistry.Gateway.Weighing;

/// <summary>
/// What is held for a body while it comes. Once that is weighed, others may wait for the room, so the rest must not drip; what is short is
/// not weighed and may take its time.
/// </summary>
internal sealed class ComingBody(TrafficBudget budget, HttpContext http) : IDisposable
{
    public const string TooSlow = "What was sent came too slowly; where it is more than 16 KB it has to come with 128 KB a second";
    private TrafficHolding? _holding;
    private TrafficPatience? _patience;

    /// <summary>Whether it was given up because it came too slowly.</summary>
    public bool IsLate => _patience is { IsOver: true };

    /// <summary>Takes so much in all, and waits for it. False when there was no room in time.</summary>
    public async ValueTask<bool> Weigh(long weight, CancellationToken cancellationToken)
    {
        _patience?.Pause();
        if (!await Begun().Raise(weight, cancellationToken))
        {
            return false;
        }

        _patience ??= budget.BeginPatience(cancellationToken);
        return true;
    }

    /// <summary>Takes so much in all where there is room for it at once.</summary>
    public bool TryWeigh(long weight) => Begun().TryRaise(weight);

    /// <summary>Ends when what follows the bytes that have come is late, or nobody waits for an answer.</summary>
    public CancellationToken TokenAfter(long bytes, CancellationToken cancellationToken) => _patience?.TokenAfter(bytes) ?? cancellationToken;

    public void Dispose()
    {
        _patience?.Dispose();
        _holding?.Dispose();
    }

    private TrafficHolding Begun() => _holding ??= budget.Begin(http);
}
