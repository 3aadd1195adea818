using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;

namespace SchemaRegistry.Grains.Changes;

/// <summary>
/// Numbers the change log where no other process of the cluster does. It is woken by the commits of its own process, and looks
/// for those of others every now and then; when it stops another one takes over.
/// </summary>
internal sealed partial class ChangeSequencer(
    IChangeLog log, RegistryOptions options, ChangeMetrics metrics, TimeProvider clock, ILogger<ChangeSequencer> logger)
    : BackgroundService
{
    private const int BatchSize = 1_000;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryLead = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromMinutes(1);

    // Commits that come close together are numbered together.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);

    private long? _prunedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var sequencer = await log.OpenSequencer(stoppingToken);
                while (!await sequencer.TryLead(stoppingToken))
                {
                    await Task.Delay(RetryLead, clock, stoppingToken);
                }

                LogLeading();
                metrics.Leads(true);
                await Lead(sequencer, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The process stops; the connection is closed, so that another one may lead.
            }
            catch (Exception fault)
            {
                LogLost(fault.Message);
            }
            finally
            {
                metrics.Leads(false);
            }

            await Task.Delay(RetryLead, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Lead(IChangeSequencer sequencer, CancellationToken stoppingToken)
    {
        while (true)
        {
            var commit = log.NextCommit;
            var batch = await sequencer.Number(BatchSize, stoppingToken);
            metrics.Numbered(batch);
            await Prune(stoppingToken);
            if (!batch.IsAll)
            {
                continue;
            }

            if (await commit.OrTimeout(Poll, clock, stoppingToken))
            {
                await Task.Delay(Gather, clock, stoppingToken);
            }
        }
    }

    private async Task Prune(CancellationToken stoppingToken)
    {
        if (_prunedAt is { } at && clock.GetElapsedTime(at) < PruneInterval)
        {
            return;
        }

        // A part at a time, as numbering should not wait; when there is more the next round goes on.
        var requests = await log.PruneRequests(Before(StoreDefaults.RequestsKept), BatchSize, stoppingToken);
        var changes = options.ChangeRetention == TimeSpan.Zero
            ? 0
            : await log.PruneChanges(Before(options.ChangeRetention), BatchSize, stoppingToken);
        _prunedAt = Math.Max(requests, changes) < BatchSize ? clock.GetTimestamp() : null;
    }

    private long Before(TimeSpan age) => (clock.GetUtcNow() - age).ToUnixTimeMilliseconds();

    [LoggerMessage(EventIds.SequencerLeads, LogLevel.Information, "This process numbers the change log")]
    private partial void LogLeading();

    [LoggerMessage(EventIds.SequencerLost, LogLevel.Warning, "Cannot number the change log for now: {Reason}")]
    private partial void LogLost(string reason);
}
