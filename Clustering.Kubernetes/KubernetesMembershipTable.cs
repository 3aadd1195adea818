using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Orleans' table of cluster members in one ConfigMap, with the heartbeats in Leases beside it. A change is one conditional
/// patch of the ConfigMap, which holds version and rows together, so that they change and are read as one.
/// </summary>
internal sealed partial class KubernetesMembershipTable(
    ApiServer api,
    ClusterNames names,
    TableStore store,
    TableKeeper keeper,
    HeartbeatLeases leases,
    OwnPod pod,
    ILogger<KubernetesMembershipTable> logger,
    IHostApplicationLifetime? lifetime = null) : ICancellableMembershipTable
{
    /// <summary>Waits for an API server that is away or refuses: a process that ended instead would be started again, for ever.</summary>
    public async Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, lifetime?.ApplicationStopping ?? CancellationToken.None);
        await api.UntilAnswered(
            async token =>
            {
                if (tryInitTableVersion)
                {
                    await keeper.Read(token);
                }

                await leases.ReadAll(token);
                await pod.FindUnlessRefused(token);
            },
            stop.Token);
        LogReady(names.ConfigMap, api.Namespace);
    }

    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken)
    {
        var (table, heartbeats) = await ReadBoth(cancellationToken);
        var rows = table.ReadAll();
        foreach (var row in rows)
        {
            Advance(row, heartbeats);
        }

        return new MembershipTableData([.. rows.Select(row => Tuple.Create(row, table.Version.VersionEtag))], table.Version);
    }

    public async Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken)
    {
        var table = await keeper.Read(cancellationToken);
        if (table.Find(key) is not { } row)
        {
            return new MembershipTableData(table.Version);
        }

        Advance(row, await leases.Read(key, cancellationToken));
        return new MembershipTableData(Tuple.Create(row, table.Version.VersionEtag), table.Version);
    }

    public async Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken)
    {
        // Copied before the first await, since Orleans may go on changing the entry.
        var (silo, row) = (entry.SiloAddress, MemberRow.Write(entry));
        if (!TableTag.TryParse(tableVersion.VersionEtag, out var expected))
        {
            return false;
        }

        // JSON Patch cannot test that a key is missing. This read does, and the patch tests that the table has not changed since.
        var table = await keeper.Read(cancellationToken);
        if (table.Tag != expected || table.Holds(silo))
        {
            return false;
        }

        using var patch = new TablePatch(expected).Add(MemberKey.Row(silo), row).MoveTo(tableVersion.Version);
        if (pod.Identity is { } identity)
        {
            patch.Add(MemberKey.Pod(silo), identity.ToString());
        }

        return await TryCommit(patch, expected, silo, isThere: false, cancellationToken);
    }

    /// <summary>The row's own tag is not compared: every change of a row also changes the table's version.</summary>
    public async Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken)
    {
        if (!TableTag.TryParse(tableVersion.VersionEtag, out var expected))
        {
            return false;
        }

        using var patch = new TablePatch(expected)
            .Replace(MemberKey.Row(entry.SiloAddress), MemberRow.Write(entry))
            .MoveTo(tableVersion.Version);
        return await TryCommit(patch, expected, entry.SiloAddress, isThere: true, cancellationToken);
    }

    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken) =>
        leases.Renew(entry.SiloAddress, entry.IAmAliveTime, cancellationToken);

    /// <summary>Removes dead silos. The version stays, so that changes which others have begun do not fail, unless they are about a removed silo.</summary>
    public async Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken)
    {
        var (table, heartbeats) = await ReadBoth(cancellationToken);
        var cutoff = beforeDate.UtcDateTime;
        var all = table.ReadAll();
        all.ForEach(row => Advance(row, heartbeats));
        var defunct = all.FindAll(row => IsDefunct(row, cutoff));
        if (defunct.Count > 0)
        {
            using var patch = new TablePatch(table.Tag);
            foreach (var row in defunct)
            {
                patch.Remove(MemberKey.Row(row.SiloAddress));
                if (table.PodOf(row.SiloAddress) is not null)
                {
                    patch.Remove(MemberKey.Pod(row.SiloAddress));
                }
            }

            if (await keeper.Apply(patch, cancellationToken) != PatchOutcome.Applied)
            {
                // Another silo has changed the table. The next clean-up removes what is left.
                return;
            }
        }

        var kept = all.Except(defunct).Select(row => names.Lease(row.SiloAddress)).ToHashSet();
        await leases.Delete(heartbeats.Where(lease => lease.Value < cutoff && !kept.Contains(lease.Key)).Select(lease => lease.Key), cancellationToken);
    }

    /// <exception cref="ArgumentException">The id is another cluster's: this table deletes its own only.</exception>
    public async Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken)
    {
        if (clusterId != names.ClusterId)
        {
            throw new ArgumentException($"This table holds the cluster \"{names.ClusterId}\", not \"{clusterId}\".", nameof(clusterId));
        }

        await store.Delete(cancellationToken);
        keeper.Forget();
        await leases.Delete((await leases.ReadAll(cancellationToken)).Keys, cancellationToken);
    }

    private async Task<(ClusterTable Table, IReadOnlyDictionary<string, DateTime> Heartbeats)> ReadBoth(CancellationToken cancellationToken)
    {
        var heartbeats = leases.ReadAll(cancellationToken);
        var table = keeper.Read(cancellationToken);
        await Task.WhenAll(table, heartbeats);
        return (await table, await heartbeats);
    }

    private async Task<bool> TryCommit(TablePatch patch, TableTag expected, SiloAddress silo, bool isThere, CancellationToken cancellationToken)
    {
        var outcome = await keeper.Apply(patch, cancellationToken);
        if (outcome == PatchOutcome.Unprocessable)
        {
            await RefuseUnlessChanged(expected, silo, isThere, cancellationToken);
        }

        return outcome == PatchOutcome.Applied;
    }

    // The API server also answers 422 when the result is not valid, such as a ConfigMap over 1 MiB. The table is then as expected,
    // and reporting a lost race would make Orleans retry for ever without a log entry.
    private async Task RefuseUnlessChanged(TableTag expected, SiloAddress silo, bool isThere, CancellationToken cancellationToken)
    {
        var table = await keeper.Read(cancellationToken);
        if (table.Tag == expected && table.Holds(silo) == isThere)
        {
            throw new InvalidOperationException($"The API server refuses to change ConfigMap {names.ConfigMap}, and nobody else has changed it.");
        }
    }

    private static bool IsDefunct(MembershipEntry row, DateTime cutoff) =>
        row.Status == SiloStatus.Dead
        && row.StartTime < cutoff
        && row.IAmAliveTime < cutoff
        && row.SuspectTimes?.TrueForAll(vote => vote.Item2 < cutoff) != false;

    private void Advance(MembershipEntry row, IReadOnlyDictionary<string, DateTime> heartbeats) =>
        Advance(row, heartbeats.TryGetValue(names.Lease(row.SiloAddress), out var time) ? time : null);

    private static void Advance(MembershipEntry row, DateTime? heartbeat)
    {
        if (heartbeat > row.IAmAliveTime)
        {
            row.IAmAliveTime = heartbeat.Value;
        }
    }

    [LoggerMessage(421, LogLevel.Information, "Cluster membership lies in ConfigMap {Name} of namespace {Namespace}")]
    private partial void LogReady(string name, string @namespace);
}
