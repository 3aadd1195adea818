using Microsoft.Extensions.Logging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Declares silos dead whose pods are gone, without waiting for probes and votes. Only silos that named their pod when they
/// joined are looked at, and only after the API server was asked for that very pod.
/// </summary>
internal sealed partial class PodReconciler(
    TableStore store,
    PodDirectory pods,
    DeadSiloBatch batch,
    IClusterMembershipService membership,
    ILocalSiloDetails self,
    ILogger<PodReconciler> logger)
{
    // Silos that see the same pod go take turns; mostly the first one's commit leaves the others nothing to do.
    private static readonly TimeSpan WaitPerRank = TimeSpan.FromMilliseconds(500);

    /// <summary>Before this silo joins: all at once.</summary>
    /// <returns>Where a watch for further ends can go on from.</returns>
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

    /// <summary>While this silo runs: through Orleans, which also tells the others.</summary>
    /// <returns>Where a watch for further ends can go on from.</returns>
    public async Task<string> Reconcile(CancellationToken cancellationToken)
    {
        var (gone, resourceVersion) = await FindGone(cancellationToken);
        foreach (var (silo, pod) in gone)
        {
            await DeclareDead(silo, pod, cancellationToken);
        }

        return resourceVersion;
    }

    /// <summary>A watch says that a pod is deleted also when it lives and only its labels are no longer those selected.</summary>
    public async Task DeclareSilosOfPodDead(PodIdentity pod, CancellationToken cancellationToken)
    {
        await Task.Delay(WaitPerRank * Rank(), cancellationToken);
        foreach (var (silo, _) in SilosWithPods(await store.Read(cancellationToken)).Where(silo => silo.Pod == pod))
        {
            if (await pods.IsGone(pod, cancellationToken))
            {
                await DeclareDead(silo, pod, cancellationToken);
            }
        }
    }

    private async Task<(List<(SiloAddress Silo, PodIdentity Pod)> Gone, string ResourceVersion)> FindGone(CancellationToken cancellationToken)
    {
        // The table before the pods: whoever is in it had a pod before the pods are listed.
        var table = await store.Read(cancellationToken);
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
