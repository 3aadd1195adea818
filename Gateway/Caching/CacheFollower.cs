using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Caching;

/// <summary>
/// Takes out of the cache what the change log says has changed. After a lost connection it goes on where it was; when that is
/// no longer possible, everything goes.
/// </summary>
internal sealed partial class CacheFollower(
    IGrainFactory grains, SchemaCache cache, TimeProvider clock, ILogger<CacheFollower> logger) : BackgroundService
{
    private const int BatchSize = 1_000;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? token = null;
        var isLost = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                token = token is null ? await Begin(stoppingToken) : await GoOn(token, stoppingToken);
                isLost = token is null;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                if (!isLost)
                {
                    LogLost(fault.Message);
                }

                isLost = true;

                // What cannot be read now will not be readable later: then go on from the end, with an empty cache.
                token = Faults.Explain(fault) is null ? null : token;
            }

            if (isLost)
            {
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // What was read before the place is known may have changed before it.
    private async Task<string?> Begin(CancellationToken stoppingToken)
    {
        var batch = await Read(token: null, TimeSpan.Zero, stoppingToken);
        cache.Clear();
        return batch.Value?.Token;
    }

    private async Task<string?> GoOn(string token, CancellationToken stoppingToken)
    {
        var batch = await Read(token, Wait, stoppingToken);
        if (batch.Error is not null)
        {
            return null;
        }

        foreach (var change in batch.Value!.Changes)
        {
            Apply(change);
        }

        return batch.Value.Token;
    }

    private void Apply(ChangeEntry change)
    {
        foreach (var id in change.PurgedIds)
        {
            cache.Purged(change.Context, id);
        }

        if (change.Subject is null)
        {
            return;
        }

        if (change.Type != ChangeType.Registered || !change.Replaced.IsEmpty)
        {
            cache.Changed(SubjectName.Parse(change.Subject));
        }

        if (change is { Type: ChangeType.Registered, Id: { } registered, Versions.IsEmpty: false })
        {
            cache.Registered(change.Context, registered, change.Subject, change.Versions[0]);
        }
    }

    // The silo ends the call itself when it stops. A cancellation would cross its answer, and the runtime then looks 3 s for the
    // call, for which the silo would wait before it leaves.
    private Task<Outcome<ChangeBatch>> Read(string? token, TimeSpan wait, CancellationToken stoppingToken) => grains.Changes()
        .Read(new ChangesRequest(token, ChangesStart.Now, Context: null, NamePrefix: "", Types: [], BatchSize, wait), CancellationToken.None)
        .WaitAsync(stoppingToken);

    [LoggerMessage(EventIds.CacheFollowerLost, LogLevel.Warning, "Cannot follow changes for now; cached schemas may be out of date: {Reason}")]
    private partial void LogLost(string reason);
}
