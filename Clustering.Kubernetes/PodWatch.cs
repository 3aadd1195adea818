using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Compares the table with the living pods before this silo becomes active, so that the members of a cluster that died whole do
/// not hold up its successor, and follows the pods from then on.
/// </summary>
internal sealed partial class PodWatch(ApiServer api, OwnPod own, PodDirectory pods, PodReconciler reconciler, ILogger<PodWatch> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    // After the table can be read, before this silo writes its own row: the two would contend.
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
            // Silos without pods are then found by probes or by their old heartbeats, only later.
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
                // What happened while nobody watched, and then what happens.
                from ??= await reconciler.Reconcile(cancellationToken);
                var ends = pods.WatchEnds(from, cancellationToken);
                from = null;
                await foreach (var pod in ends)
                {
                    await reconciler.DeclareSilosOfPodDead(pod, cancellationToken);
                }

                if (Stopwatch.GetElapsedTime(begun) < ShortestWatch)
                {
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
