using System.Runtime.CompilerServices;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry.Changes;

/// <summary>
/// What follows a batch of changes, without end. It reads only when it is asked for more, so a slow follower costs no memory,
/// and goes on by itself while the store or a silo is away. Empty batches tell how far it has looked; an error is the last.
/// </summary>
/// <param name="After">The batch before, as <see cref="ReadChanges"/> answered.</param>
/// <param name="Silence">How long it may take until an empty batch says that there was nothing.</param>
internal sealed record FollowChanges(Caller Caller, ChangesRequest Request, ChangeBatch After, TimeSpan Silence)
    : Listing<Outcome<ChangeBatch>>(Caller, Target.InContext(Request.Context))
{
    /// <summary>How long a stream may be silent, unless somebody asks for another time.</summary>
    public const int DefaultHeartbeatSeconds = 15;

    /// <summary>The longest silence that can be asked for.</summary>
    public const int MaxHeartbeatSeconds = 60;

    private const int BatchSize = 100;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public override Right Right => Right.ReadSchemas;

    /// <summary>What says whether a request can be followed, and what there is for it already.</summary>
    public static ReadChanges First(Caller caller, ChangesRequest request) =>
        new(caller, request with { Limit = BatchSize, Wait = TimeSpan.Zero });

    public override async IAsyncEnumerable<Outcome<ChangeBatch>> Run(
        Local local, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (clock, after) = (local.Clock, After);
        var quietSince = clock.GetTimestamp();
        while (true)
        {
            var left = Silence - clock.GetElapsedTime(quietSince);
            var wait = left <= TimeSpan.Zero ? TimeSpan.Zero : left < MaxWait ? left : MaxWait;
            var next = await Read(local, after, wait, cancellationToken);
            if (next.Value is { } batch)
            {
                after = batch;
                if (batch.Changes.IsEmpty && clock.GetElapsedTime(quietSince) < Silence)
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
    private async Task<Outcome<ChangeBatch>> Read(Local local, ChangeBatch last, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            return await local.Changes.Read(Request with { Token = last.Token, Limit = BatchSize, Wait = wait }, cancellationToken);
        }
        catch (Exception fault) when (Faults.Explain(fault) is not null && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, local.Clock, cancellationToken);
            return last with { Changes = [] };
        }
    }
}
