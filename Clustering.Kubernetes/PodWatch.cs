using Microsoft.Extensions.Logging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Before this silo becomes active, has all silos declared dead whose pods are gone, so that a cluster which was replaced as a whole
/// starts without waiting for probes. From then on it watches for further pods that end.
/// </summary>
internal sealed partial class PodWatch(
    ApiServer api, OwnPod own, LatePod late, PodDirectory pods, PodReconciler reconciler, ILogger<PodWatch> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    // After the membership table can be read, and before this silo writes its own row: the two writes would conflict.
    private const int Stage = ServiceLifecycleStage.RuntimeGrainServices + 50;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private readonly WatchLoop _loop = new("pods", api.NewBackoff(), logger);

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(PodWatch), Stage, Start, _loop.Stop);

    public void Dispose() => _loop.Dispose();

    private async Task Start(CancellationToken cancellationToken)
    {
        if (!own.MayExist)
        {
            return;
        }

        var from = own.Identity is null ? null : await Reconcile(cancellationToken);
        _loop.Start(WatchOnce);

        // When the first watch ends its version may be too old to go on from, so the next ones begin with a list.
        Task WatchOnce(CancellationToken token) => Watch(Interlocked.Exchange(ref from, null), token);
    }

    private async Task<string?> Reconcile(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        try
        {
            return await reconciler.ReconcileAtStart(limit.Token);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Orleans finds the dead silos too, by probes or old heartbeats. It only takes longer.
            LogNotCompared(ApiFault.Describe(fault));
            return null;
        }
    }

    private async Task Watch(string? from, CancellationToken cancellationToken)
    {
        await late.Find(cancellationToken);

        // A list shows the pods that ended while there was no watch. The watch goes on from there.
        from ??= await reconciler.Reconcile(cancellationToken);
        await foreach (var pod in pods.WatchEnds(from, cancellationToken))
        {
            await reconciler.DeclareSilosOfPodDead(pod, cancellationToken);
        }
    }

    [LoggerMessage(441, LogLevel.Warning, "The members could not be compared with the living pods: {Reason}")]
    private partial void LogNotCompared(string reason);
}
