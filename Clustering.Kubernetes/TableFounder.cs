using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Creates the table of a new cluster. While there are heartbeats the cluster is not new: its table was deleted, and its silos put
/// it back. A table that was founded in the meantime would begin a second cluster beside theirs.
/// </summary>
internal sealed partial class TableFounder(TableStore store, HeartbeatLeases leases, ILogger<TableFounder> logger)
{
    // Two heartbeats, and clocks that differ.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(45);

    // Silos that may not watch the table read it every 30 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>Ends when there is a table.</summary>
    public async Task Ensure(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var isTold = false;
        while (await store.Find(cancellationToken) is null)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience || !await IsAnybodyAlive(cancellationToken))
            {
                await store.Create(Nothing, 0, cancellationToken);
                continue;
            }

            if (!isTold)
            {
                LogWaiting();
                isTold = true;
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }

    private async Task<bool> IsAnybodyAlive(CancellationToken cancellationToken)
    {
        var heartbeats = await leases.ReadAll(cancellationToken);
        var since = TimeProvider.System.GetUtcNow().UtcDateTime - LongestSilence;
        return heartbeats.Values.Any(time => time > since);
    }

    [LoggerMessage(462, LogLevel.Warning, "There is no table of members, but there are heartbeats: waiting for its silos to put it back")]
    private partial void LogWaiting();
}
