namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Declares several silos dead in one conditional patch. Orleans declares them one at a time and waits seconds after each lost
/// race, which takes too long when a whole cluster is replaced and each new silo finds all old ones dead.
/// </summary>
internal sealed class DeadSiloBatch(TableKeeper keeper)
{
    private const int Attempts = 20;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(100);

    /// <returns>A version of the table at which all of them are dead.</returns>
    public async Task<int> Commit(IReadOnlyCollection<SiloAddress> silos, SiloAddress by, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var table = await keeper.Read(cancellationToken);
            var living = table.ReadAll().FindAll(row => row.Status != SiloStatus.Dead && silos.Contains(row.SiloAddress));
            if (living.Count == 0)
            {
                return table.Version.Version;
            }

            if (await TryCommit(table, living, by, cancellationToken))
            {
                return table.Version.Version + 1;
            }

            await Task.Delay(LongestDelay * Random.Shared.NextDouble(), cancellationToken);
        }

        throw new TimeoutException($"The table changed {Attempts} times while silos were being declared dead.");
    }

    private async Task<bool> TryCommit(ClusterTable table, List<MembershipEntry> rows, SiloAddress by, CancellationToken cancellationToken)
    {
        using var patch = new TablePatch(table.Tag);
        foreach (var row in rows)
        {
            row.Status = SiloStatus.Dead;
            row.AddSuspector(by, TimeProvider.System.GetUtcNow().UtcDateTime);
            patch.Replace(MemberKey.Row(row.SiloAddress), MemberRow.Write(row));
        }

        patch.MoveTo(table.Version.Version + 1);
        return await keeper.Apply(patch, cancellationToken) == PatchOutcome.Applied;
    }
}
