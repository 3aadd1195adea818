using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Grains.Webhooks;

/// <summary>
/// Keeps how far a subscription has been served. What was delivered is not delivered again for want of a word in the store: it
/// tries until the store has it.
/// </summary>
internal sealed class WebhookProgressKeeper(IWebhookStore store, TimeProvider clock, Webhook webhook)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PatienceWhenStopping = TimeSpan.FromSeconds(5);

    /// <summary>As the store has it.</summary>
    public WebhookProgress Stored { get; private set; } = webhook.Progress;

    /// <summary>False when the subscription was moved or removed, or the process stops while the store is away.</summary>
    public async Task<bool> Keep(WebhookProgress progress, DeadLetter? letter, CancellationToken stop)
    {
        long? stopped = null;
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return await TryKeep(new WebhookStep(webhook.Id, Stored.Position, progress, letter), isFirst);
            }
            catch (StoreUnavailableException)
            {
                stopped ??= stop.IsCancellationRequested ? clock.GetTimestamp() : null;
                if (stopped is { } since && clock.GetElapsedTime(since) > PatienceWhenStopping)
                {
                    return false;
                }

                await Task.Delay(Pause, clock, CancellationToken.None);
            }
        }
    }

    private async Task<bool> TryKeep(WebhookStep step, bool isFirst)
    {
        var kept = await store.KeepDelivery(step, CancellationToken.None);

        // An attempt before may have been kept although its answer was lost.
        kept = kept || (!isFirst && (await store.FindWebhook(webhook.Id, CancellationToken.None))?.Progress == step.To);
        Stored = kept ? step.To : Stored;
        return kept;
    }
}
