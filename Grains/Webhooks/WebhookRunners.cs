using System.Collections.Immutable;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Grains.Webhooks;

/// <summary>A runner for each subscription that is to be served. They share nothing that one could hold up for another.</summary>
internal sealed class WebhookRunners(WebhookParts parts)
{
    private readonly Dictionary<Guid, Running> _running = [];

    /// <summary>Starts and stops runners so that they are those of the subscriptions as they are now.</summary>
    public async Task Match(ImmutableArray<Webhook> webhooks)
    {
        var served = webhooks.Where(webhook => webhook.IsEnabled && webhook.Progress.Suspended is null).ToDictionary(webhook => webhook.Id);
        foreach (var (id, running) in _running.ToList())
        {
            if (!served.TryGetValue(id, out var webhook) || webhook.Revision != running.Runner.Revision)
            {
                await running.Ending.CancelAsync();
            }

            // One that is under way yet keeps its place, so that there are never two of one subscription.
            if (running.Task.IsCompleted)
            {
                running.Ending.Dispose();
                _running.Remove(id);
            }
        }

        foreach (var webhook in served.Values)
        {
            if (_running.TryGetValue(webhook.Id, out var running))
            {
                running.Runner.HasQueuedLetters |= webhook.HasQueuedLetters;
                continue;
            }

            var runner = new WebhookRunner(webhook, parts, parts.Logger);
            var ending = new CancellationTokenSource();
            _running.Add(webhook.Id, new Running(runner, Task.Run(() => runner.Run(ending.Token)), ending));
        }

        parts.Metrics.Serves(served.Count, webhooks.Count(webhook => webhook.Progress.Suspended is not null));
    }

    /// <summary>Returns when no attempt is under way any more.</summary>
    public async Task Stop()
    {
        await Task.WhenAll(_running.Values.Select(running => running.Ending.CancelAsync()));
        await Task.WhenAll(_running.Values.Select(running => running.Task));
        foreach (var running in _running.Values)
        {
            running.Ending.Dispose();
        }
    }

    private sealed record Running(WebhookRunner Runner, Task Task, CancellationTokenSource Ending);
}
