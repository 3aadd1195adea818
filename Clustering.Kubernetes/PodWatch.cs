using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Before this silo becomes active, has all silos declared dead whose pods are gone, so that a cluster which was replaced as a whole
/// starts without waiting for probes. From then on it watches for further pods that end.
/// </summary>
internal sealed partial class PodWatch(ApiServer api, OwnPod own, PodDirectory pods, PodReconciler reconciler, ILogger<PodWatch> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    // After the membership table can be read, and before this silo writes its own row: the two writes would conflict.
    private const int Stage = ServiceLifecycleStage.RuntimeGrainServices + 50;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Backoff _backoff = api.NewBackoff();
    private Task _watching = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(PodWatch), Stage, Start, Stop);

    public void Dispose() => _stopping.Dispose();

    private async Task Start(CancellationToken cancellationToken)
    {
        if (own.Identity is null)
        {
            return;
        }

        string? from = null;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(StartLimit);
            from = await reconciler.ReconcileAtStart(limit.Token);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Orleans finds the dead silos too, by probes or old heartbeats. It only takes longer.
            LogNotCompared(ApiFault.Describe(fault));
        }

        _watching = Task.Run(() => Watch(from, _stopping.Token), CancellationToken.None);
    }

    private async Task Stop(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _watching.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Watch(string? from, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var begun = await _backoff.Wait(cancellationToken);
            try
            {
                // A list shows the pods that ended while there was no watch. The watch goes on from there.
                from ??= await reconciler.Reconcile(cancellationToken);
                var ends = pods.WatchEnds(from, cancellationToken);

                // When this watch ends its version may be too old to go on from, so the next one begins with a list.
                from = null;
                await foreach (var pod in ends)
                {
                    await reconciler.DeclareSilosOfPodDead(pod, cancellationToken);
                }

                if (Stopwatch.GetElapsedTime(begun) < ShortestWatch)
                {
                    // Without a back-off this would be a busy loop.
                    throw new IOException("The server ended it at once.");
                }

                _backoff.Reset();
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                LogInterrupted(ApiFault.Describe(fault));
                _backoff.Extend(fault, begun);
            }
        }
    }

    [LoggerMessage(441, LogLevel.Warning, "The members could not be compared with the living pods: {Reason}")]
    private partial void LogNotCompared(string reason);

    [LoggerMessage(442, LogLevel.Debug, "The watch for deleted pods was interrupted: {Reason}")]
    private partial void LogInterrupted(string reason);
}
