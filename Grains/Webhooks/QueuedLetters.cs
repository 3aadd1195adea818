using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Grains.Webhooks;

/// <summary>Delivers the dead letters of a subscription that its owner wants delivered again, each once.</summary>
internal sealed class QueuedLetters(Webhook webhook, WebhookParts parts, WebhookProgressKeeper progress)
{
    /// <summary>False when the subscription was changed or moved meanwhile, and its runner has to end.</summary>
    public async Task<bool> DeliverAgain(CancellationToken stop)
    {
        while (await parts.Store.FindQueuedLetter(webhook.Id, stop) is { } letter)
        {
            if (!await progress.MaySend(stop))
            {
                return false;
            }

            var result = await parts.Sender.Send(webhook.Url, webhook.Secret, letter.Place.ToString(), letter.Event);
            if (result.IsTaken)
            {
                await parts.Store.RemoveDeadLetters(webhook.Id, letter.Place.Number, CancellationToken.None);
            }
            else
            {
                parts.Metrics.Failed();
                await parts.Store.KeepLetterFailure(webhook.Id, webhook.Revision, letter.Place.Number, result.Error!, CancellationToken.None);
            }
        }

        return true;
    }
}
