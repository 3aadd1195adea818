using Microsoft.Extensions.Logging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Reads the table and remembers it, so that a table which is deleted, emptied, replaced by another one, or older than before, as after
/// a restore of the API server, is put back from what the silos know. Each puts back what it knows; what none of them has seen is lost.
/// </summary>
internal sealed partial class TableKeeper(TableStore store, TableFounder founder, ClusteringMetrics metrics, ILogger<TableKeeper> logger)
{
    private const int Attempts = 20;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private ClusterTable? _known;

    /// <summary>The table as it is, after what it lacks has been put back. Founds it when this process has never seen one.</summary>
    /// <exception cref="TimeoutException">Others were faster each time, and what they wrote lacks something still.</exception>
    public async Task<ClusterTable> Read(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var present = await store.Find(cancellationToken);
            var known = Known();
            if (present is not null && !IsBehind(present, known))
            {
                return Note(present);
            }

            if (known is null)
            {
                await founder.Ensure(cancellationToken);
            }
            else if (await PutBack(present, known, cancellationToken))
            {
                metrics.PutBack();
                LogPutBack(present is null ? "missing" : "not the one that this silo knows", known.Version.Version);
            }
            else
            {
                await Task.Delay(LongestDelay * Random.Shared.NextDouble(), cancellationToken);
            }
        }

        throw new TimeoutException($"The table could not be put back in {Attempts} attempts.");
    }

    /// <summary>What a watch tells of the table: it is remembered as it is, or put back.</summary>
    /// <param name="told">Null when the table is gone.</param>
    /// <returns>The table as it is then.</returns>
    public async Task<ClusterTable> Take(ClusterTable? told, CancellationToken cancellationToken) =>
        told is null || IsBehind(told, Known()) ? await Read(cancellationToken) : Note(told);

    public async Task<PatchOutcome> Apply(TablePatch patch, CancellationToken cancellationToken)
    {
        var (outcome, table) = await store.Apply(patch, cancellationToken);
        if (table is not null)
        {
            Note(table);
        }

        return outcome;
    }

    /// <summary>For a table that is deleted on purpose.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _known = null;
        }
    }

    // Another table is as good as the known one when it says as much, at a version that silos do not take for the past. The same one has
    // moved its version with whatever was written to it, unless it was written by hand.
    private static bool IsBehind(ClusterTable present, ClusterTable? known) =>
        known is not null
        && (present.Tag.Version < known.Tag.Version
            || ((present.Tag.Uid != known.Tag.Uid || present.Tag.Version == known.Tag.Version) && TableUnion.Lacking(present, known).Count > 0));

    /// <returns>False when another silo was faster; what it has written may still lack something.</returns>
    private async Task<bool> PutBack(ClusterTable? present, ClusterTable known, CancellationToken cancellationToken)
    {
        if (present is null)
        {
            return await store.Create(known.Content, known.Tag.Version + 1, cancellationToken);
        }

        using var patch = new TablePatch(present.Tag);
        foreach (var (key, value) in TableUnion.Lacking(present, known))
        {
            patch.Add(key, value);
        }

        patch.MoveTo(Math.Max(present.Tag.Version, known.Tag.Version) + 1);
        return await Apply(patch, cancellationToken) == PatchOutcome.Applied;
    }

    private ClusterTable? Known()
    {
        lock (_lock)
        {
            return _known;
        }
    }

    private ClusterTable Note(ClusterTable table)
    {
        lock (_lock)
        {
            // Of reads that ran side by side the older may end last.
            if (_known is null || _known.Tag.Uid != table.Tag.Uid || _known.Tag.Version <= table.Tag.Version)
            {
                _known = table;
            }
        }

        return table;
    }

    [LoggerMessage(461, LogLevel.Error, "The table of members was {Fault} and has been put back, as it was at version {Version}. Who deletes or replaces it?")]
    private partial void LogPutBack(string fault, int version);
}
