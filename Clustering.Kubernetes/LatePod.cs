namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>Finds the pod of a silo that could not read it when it joined, and notes it in the table, where the other silos look for it.</summary>
internal sealed class LatePod(OwnPod own, TableKeeper keeper, ILocalSiloDetails self)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);
    private bool? _isNoted;

    /// <summary>Called for the first time before this silo joins, and then again until it is done.</summary>
    /// <exception cref="k8s.Autorest.HttpOperationException">The API server still refuses it, or the note.</exception>
    public async Task Find(CancellationToken cancellationToken)
    {
        // A pod that is known by then is written with the silo's row.
        if (_isNoted ??= own.Identity is not null)
        {
            return;
        }

        await own.Find(cancellationToken);
        while (own.Identity is { } pod && !await TryNote(pod, cancellationToken))
        {
            await Task.Delay(LongestDelay * Random.Shared.NextDouble(), cancellationToken);
        }

        _isNoted = true;
    }

    /// <returns>False while the silo is not in the table, and when others have changed it.</returns>
    private async Task<bool> TryNote(PodIdentity pod, CancellationToken cancellationToken)
    {
        var table = await keeper.Read(cancellationToken);
        if (!table.Holds(self.SiloAddress))
        {
            return false;
        }

        using var patch = new TablePatch(table.Tag).Add(MemberKey.Pod(self.SiloAddress), pod.ToString());
        return await keeper.Apply(patch, cancellationToken) == PatchOutcome.Applied;
    }
}
