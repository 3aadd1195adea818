using Microsoft.Extensions.Logging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Declares silos dead whose pods are gone, without waiting for probes and votes. It concerns only silos that named their pod when
/// they joined, and each of these pods is asked for by name first.
/// </summary>
internal sealed partial class PodReconciler(
    TableKeeper keeper,
    PodDirectory pods,
    DeadSiloBatch batch,
    IClusterMembershipService membership,
    ILocalSiloDetails self,
    ILogger<PodReconciler> logger)
{
    // All silos see the same pod end. Each waits its rank times this long, so that usually only the first one writes.
    private static readonly TimeSpan WaitPerRank = TimeSpan.FromMilliseconds(500);

    /// <summary>Before this silo joins: declares all of them dead in one commit.</summary>
    /// <returns>The resource version from which a watch can go on.</returns>
    public async Task<string> ReconcileAtStart(CancellationToken cancellationToken)
    {
        var (gone, resourceVersion) = await FindGone(cancellationToken);
        if (gone.Count > 0)
        {
            gone.ForEach(silo => LogDeclaredDead(silo.Silo, silo.Pod.Name));
            var version = await batch.Commit([.. gone.Select(silo => silo.Silo)], self.SiloAddress, cancellationToken);
            await membership.Refresh(new MembershipVersion(version), cancellationToken);
        }

        return resourceVersion;
    }

    /// <summary>While this silo runs: declares each dead through Orleans, which also notifies the other silos.</summary>
    /// <returns>The resource version from which a watch can go on.</returns>
    public async Task<string> Reconcile(CancellationToken cancellationToken)
    {
        var (gone, resourceVersion) = await FindGone(cancellationToken);
        foreach (var (silo, pod) in gone)
        {
            await DeclareDead(silo, pod, cancellationToken);
        }

        return resourceVersion;
    }

    /// <summary>For a pod that a watch reported. It may be alive: a watch also reports pods whose labels stop matching the selector.</summary>
    public async Task DeclareSilosOfPodDead(PodIdentity pod, CancellationToken cancellationToken)
    {
        await Task.Delay(WaitPerRank * Rank(), cancellationToken);
        foreach (var (silo, _) in SilosWithPods(await keeper.Read(cancellationToken)).Where(silo => silo.Pod == pod))
        {
            if (await pods.IsGone(pod, cancellationToken))
            {
                await DeclareDead(silo, pod, cancellationToken);
            }
        }
    }

    private async Task<(List<(SiloAddress Silo, PodIdentity Pod)> Gone, string ResourceVersion)> FindGone(CancellationToken cancellationToken)
    {
        // The table is read first, so that every silo in it had its pod before the pods are listed.
        var table = await keeper.Read(cancellationToken);
        var (living, resourceVersion) = await pods.List(cancellationToken);
        var gone = new List<(SiloAddress Silo, PodIdentity Pod)>();
        foreach (var (silo, pod) in SilosWithPods(table).Where(silo => !living.Contains(silo.Pod.Uid)))
        {
            if (await pods.IsGone(pod, cancellationToken))
            {
                gone.Add((silo, pod));
            }
        }

        return (gone, resourceVersion);
    }

    private IEnumerable<(SiloAddress Silo, PodIdentity Pod)> SilosWithPods(ClusterTable table)
    {
        foreach (var row in table.ReadAll())
        {
            if (row.Status != SiloStatus.Dead && !row.SiloAddress.Equals(self.SiloAddress) && table.PodOf(row.SiloAddress) is { } pod)
            {
                yield return (row.SiloAddress, pod);
            }
        }
    }

    private async Task DeclareDead(SiloAddress silo, PodIdentity pod, CancellationToken cancellationToken)
    {
        LogDeclaredDead(silo, pod.Name);
        await membership.TryKill(silo).WaitAsync(cancellationToken);
    }

    private int Rank() => membership.CurrentSnapshot.Members.Values
        .Where(member => member.Status == SiloStatus.Active)
        .Count(member => member.SiloAddress.CompareTo(self.SiloAddress) < 0);

    [LoggerMessage(431, LogLevel.Warning, "Silo {Silo} is declared dead: its pod {Pod} is gone")]
    private partial void LogDeclaredDead(SiloAddress silo, string pod);
}
