using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Grains.Webhooks;

/// <summary>Changes of webhooks by their owners. When a commit gets no answer, the webhook tells whether it was made.</summary>
internal sealed class WebhookEdits(IWebhookStore store, OutcomeSearch search)
{
    /// <summary>False when there are <paramref name="most"/> already.</summary>
    public Task<bool> Add(Webhook webhook, int most, CancellationToken cancellationToken) => Make(
        webhook.Id, () => store.AddWebhook(webhook, most, cancellationToken), static now => now is not null, cancellationToken);

    /// <summary>False when it is gone or was changed by somebody else meanwhile.</summary>
    public Task<bool> Replace(Webhook webhook, bool moves, CancellationToken cancellationToken) => Make(
        webhook.Id,
        () => store.ReplaceWebhook(webhook, moves, cancellationToken),
        now => now is not null && now with { Progress = webhook.Progress, HasQueuedLetters = webhook.HasQueuedLetters } == webhook,
        cancellationToken);

    /// <summary>False when there was none.</summary>
    public Task<bool> Remove(Guid id, CancellationToken cancellationToken) => Make(
        id, () => store.RemoveWebhook(id, cancellationToken), static now => now is null, cancellationToken);

    private Task<bool> Make(Guid id, Func<Task<bool>> edit, Func<Webhook?, bool> isMade, CancellationToken cancellationToken)
    {
        var change = new Uncertain();
        return search.Run(
            $"webhook {id}",
            change,
            async () =>
            {
                if (!change.MayBeCommitted || !isMade(await store.FindWebhook(id, cancellationToken)))
                {
                    return await edit();
                }

                await store.Settle(cancellationToken);
                return true;
            },
            cancellationToken);
    }
}
