using Microsoft.Extensions.Logging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Watches the table while this silo runs: one that is lost or set back is put back at once, and a silo that others took for dead learns
/// so though nobody speaks to it any more. Without the right to watch, the next read of the table finds out.
/// </summary>
internal sealed class TableWatch(
    ApiServer api, TableStore store, TableKeeper keeper, IClusterMembershipService membership, ILogger<TableWatch> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    // Silos tell each other of changes. Only what they have not told by then is read.
    private static readonly TimeSpan Hearsay = TimeSpan.FromSeconds(1);
    private readonly WatchLoop _loop = new("the table of members", api.NewBackoff(), logger);

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(TableWatch), ServiceLifecycleStage.Active, Start, _loop.Stop);

    public void Dispose() => _loop.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        _loop.Start(Watch);
        return Task.CompletedTask;
    }

    private async Task Watch(CancellationToken cancellationToken)
    {
        var table = await keeper.Read(cancellationToken);
        await Tell(table, cancellationToken);
        await foreach (var change in store.Watch(table.ResourceVersion, Length, cancellationToken))
        {
            await Tell(await keeper.Take(change, cancellationToken), cancellationToken);
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
}
