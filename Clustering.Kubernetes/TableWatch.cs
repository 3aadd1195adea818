using Microsoft.Extensions.Logging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Watches the table while this silo runs: one that is deleted is put back at once, and a silo that others took for dead learns so
/// though nobody speaks to it any more. Without the right to watch, the next read of the table finds out.
/// </summary>
internal sealed partial class TableWatch(
    ApiServer api, TableStore store, TableKeeper keeper, IClusterMembershipService membership, ILogger<TableWatch> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    // Silos tell each other of changes. Only what they have not told by then is read.
    private static readonly TimeSpan Hearsay = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly WatchLoop _loop = new(api.NewBackoff());
    private Task _watching = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(TableWatch), ServiceLifecycleStage.Active, Start, Stop);

    public void Dispose() => _stopping.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        _watching = Task.Run(() => _loop.Run(Watch, LogInterrupted, _stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _watching.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Watch(CancellationToken cancellationToken)
    {
        var table = await keeper.Read(cancellationToken);
        await Tell(table, cancellationToken);
        await foreach (var change in store.Watch(table.ResourceVersion, Length, cancellationToken))
        {
            if (change is null)
            {
                // Reading puts it back, and the next watch begins with it.
                await keeper.Read(cancellationToken);
                return;
            }

            await Tell(change, cancellationToken);
        }
    }

    private async Task Tell(ClusterTable table, CancellationToken cancellationToken)
    {
        var version = new MembershipVersion(table.Version.Version);
        if (membership.CurrentSnapshot.Version >= version)
        {
            return;
        }

        await Task.Delay(Hearsay, cancellationToken);
        if (membership.CurrentSnapshot.Version < version)
        {
            await membership.Refresh(version, cancellationToken);
        }
    }

    private void LogInterrupted(Exception fault) => LogInterrupted(ApiFault.Describe(fault));

    [LoggerMessage(443, LogLevel.Debug, "The watch of the table was interrupted: {Reason}")]
    private partial void LogInterrupted(string reason);
}
