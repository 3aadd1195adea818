using System.Runtime.CompilerServices;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Changes;

/// <summary>
/// Reads changes on and on for one follower. It reads only when it is asked for more, so a slow follower costs no memory, and goes
/// on by itself while the store or a silo is away.
/// </summary>
/// <param name="silence">How long it may take until it says that there was nothing.</param>
internal sealed class ChangeFeed(IChangesGrain changes, TimeProvider clock, TimeSpan silence)
{
    /// <summary>How long a stream may be silent, unless somebody asks for another time.</summary>
    public const int DefaultHeartbeatSeconds = 15;

    /// <summary>The longest silence that can be asked for.</summary>
    public const int MaxHeartbeatSeconds = 60;

    private const int BatchSize = 100;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Says whether the request can be served, and what there is for it already.</summary>
    public Task<Outcome<ChangeBatch>> Begin(ChangesRequest request, CancellationToken cancellationToken) =>
        changes.Read(request with { Limit = BatchSize, Wait = TimeSpan.Zero }, cancellationToken);

    /// <summary>What follows a batch, without end. Empty batches tell how far it has looked; an error is the last.</summary>
    public async IAsyncEnumerable<Outcome<ChangeBatch>> Follow(
        ChangesRequest request, ChangeBatch after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var quietSince = clock.GetTimestamp();
        while (true)
        {
            var left = silence - clock.GetElapsedTime(quietSince);
            var wait = left <= TimeSpan.Zero ? TimeSpan.Zero : left < MaxWait ? left : MaxWait;
            var next = await Read(request with { Token = after.Token, Limit = BatchSize, Wait = wait }, after, cancellationToken);
            if (next.Value is { } batch)
            {
                after = batch;
                if (batch.Changes.IsEmpty && clock.GetElapsedTime(quietSince) < silence)
                {
                    continue;
                }
            }

            yield return next;
            if (next.Error is not null)
            {
                yield break;
            }

            quietSince = clock.GetTimestamp();
        }
    }

    /// <summary>Nothing, when it cannot be had for now.</summary>
    private async Task<Outcome<ChangeBatch>> Read(ChangesRequest request, ChangeBatch last, CancellationToken cancellationToken)
    {
        try
        {
            return await changes.Read(request, cancellationToken);
        }
        catch (Exception fault) when (Faults.Explain(fault) is not null && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, cancellationToken);
            return last with { Changes = [] };
        }
    }
}
