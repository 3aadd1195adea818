using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Grains.Webhooks;

/// <summary>
/// Delivers to all subscriptions where no other process of the cluster does. Which one that is, a lock in the database says; when
/// its process goes another one takes over, and every position is moved by compare-and-set, so that two never both move it.
/// </summary>
internal sealed partial class WebhookDeliverer(WebhookParts parts, ILogger<WebhookDeliverer> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Without a subscription there is nothing to have a connection for.
                if (!(await parts.Store.ListWebhooks(stoppingToken)).IsEmpty)
                {
                    await TakeTurn(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The process stops; the turn is given back, so that another one may deliver.
            }
            catch (Exception fault)
            {
                LogLost(fault.Message);
            }

            await Task.Delay(Retry, parts.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TakeTurn(CancellationToken stoppingToken)
    {
        await using var turn = await parts.Store.OpenDeliveryTurn(stoppingToken);
        while (!await turn.TryTake(stoppingToken))
        {
            await Task.Delay(Retry, parts.Clock, stoppingToken);
        }

        LogDelivering();
        var runners = new WebhookRunners(parts);
        try
        {
            var webhooks = ImmutableArray<Webhook>.Empty;
            do
            {
                await parts.Lease.Confirm(() => turn.Confirm(stoppingToken));
                webhooks = await parts.Store.ListWebhooks(stoppingToken);
                await runners.Match(webhooks);
                await Task.Delay(Look, parts.Clock, stoppingToken);
            }
            while (!webhooks.IsEmpty);
        }
        finally
        {
            await End(runners, turn);
            parts.Metrics.Serves(0, 0);
        }
    }

    // Before the turn is given back, so that what is under way is kept and not sent by the next one too. The turn is confirmed all
    // the while: one of which nothing is heard goes to another process, as that of one that is frozen.
    private async Task End(WebhookRunners runners, IDeliveryTurn turn)
    {
        var ended = runners.Stop();
        try
        {
            while (await Task.WhenAny(ended, Task.Delay(Look, parts.Clock)) != ended)
            {
                await turn.Confirm(CancellationToken.None);
            }
        }
        catch (Exception fault) when (fault is StoreUnavailableException or InvalidOperationException)
        {
            // It is lost, and what is under way ends anyway.
        }
        finally
        {
            await ended;
        }
    }

    [LoggerMessage(EventIds.WebhooksDelivering, LogLevel.Information, "This process delivers to webhooks")]
    private partial void LogDelivering();

    [LoggerMessage(EventIds.WebhooksLost, LogLevel.Warning, "Cannot deliver to webhooks for now: {Reason}")]
    private partial void LogLost(string reason);
}
