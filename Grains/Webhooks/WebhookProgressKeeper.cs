using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Grains.Webhooks;

/// <summary>
/// Stores how far a subscription has been served. While the store is away it tries again and again, because what is not stored
/// would be delivered once more.
/// </summary>
internal sealed class WebhookProgressKeeper(Webhook webhook, WebhookParts parts)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PatienceWhenStopping = TimeSpan.FromSeconds(5);

    /// <summary>As the store has it.</summary>
    public WebhookProgress Stored { get; private set; } = webhook.Progress;

    /// <summary>
    /// Whether the subscription is still as it is known here, and served up to where this one has come: what its owner has said is
    /// heard before the next delivery. The lease holds after that was read: while it was, the process may have been frozen.
    /// </summary>
    public async Task<bool> MaySend(CancellationToken stop)
    {
        Webhook? now;
        do
        {
            await parts.Lease.Await(stop);
            now = await parts.Store.FindWebhook(webhook.Id, stop);
        }
        while (!parts.Lease.Holds);

        return now?.Revision == webhook.Revision && now.Progress.Position == Stored.Position;
    }

    /// <summary>False when the subscription was moved or removed, or the process stops while the store is away.</summary>
    public async Task<bool> Keep(WebhookProgress progress, DeadLetter? letter, CancellationToken stop)
    {
        long? stopped = null;
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return await TryKeep(new WebhookStep(webhook.Id, Stored.Position, progress, letter, RevisionFor(progress)), isFirst);
            }
            catch (StoreUnavailableException)
            {
                stopped ??= stop.IsCancellationRequested ? parts.Clock.GetTimestamp() : null;
                if (stopped is { } since && parts.Clock.GetElapsedTime(since) > PatienceWhenStopping)
                {
                    return false;
                }

                await Task.Delay(Pause, parts.Clock, CancellationToken.None);
            }
        }
    }

    // What was taken is taken, whatever the owner has changed meanwhile; a failure is that of the receiver as it was.
    private long? RevisionFor(WebhookProgress progress) => progress.Error is null ? null : webhook.Revision;

    private async Task<bool> TryKeep(WebhookStep step, bool isFirst)
    {
        var kept = await parts.Store.KeepDelivery(step, CancellationToken.None);

        // An attempt before may have been kept although its answer was lost.
        kept = kept || (!isFirst && (await parts.Store.FindWebhook(webhook.Id, CancellationToken.None))?.Progress == step.To);
        Stored = kept ? step.To : Stored;
        return kept;
    }
}
