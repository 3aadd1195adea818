using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Webhooks;

/// <summary>Subscriptions to changes, how far each has been served, and what could not be delivered.</summary>
public interface IWebhookStore : IDurability
{
    /// <summary>All of them, oldest first.</summary>
    Task<ImmutableArray<Webhook>> ListWebhooks(CancellationToken cancellationToken);

    Task<Webhook?> FindWebhook(Guid id, CancellationToken cancellationToken);

    /// <summary>Adds one. False when there are <paramref name="most"/> already.</summary>
    Task<bool> AddWebhook(Webhook webhook, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces what its owner decides, and forgets failures. False when it is gone or its revision is not the one before.
    /// </summary>
    /// <param name="webhook">As it is to be; its revision is one more than that it was read with.</param>
    /// <param name="moves">Whether its position is replaced too.</param>
    Task<bool> ReplaceWebhook(Webhook webhook, bool moves, CancellationToken cancellationToken);

    /// <summary>Removes one with its dead letters. False when there was none.</summary>
    Task<bool> RemoveWebhook(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps what became of a delivery. False when the position is not the one it began at, or the revision not the one it holds
    /// for: it was moved, changed, served by another process, or removed.
    /// </summary>
    Task<bool> KeepDelivery(WebhookStep step, CancellationToken cancellationToken);

    Task<int> CountDeadLetters(Guid webhook, CancellationToken cancellationToken);

    /// <summary>Dead letters with numbers above <paramref name="after"/>, ascending, without their events.</summary>
    Task<ImmutableArray<DeadLetter>> ListDeadLetters(Guid webhook, long after, int limit, CancellationToken cancellationToken);

    /// <summary>One with its event.</summary>
    Task<DeadLetter?> FindDeadLetter(Guid webhook, long number, CancellationToken cancellationToken);

    /// <summary>The first that is to be delivered again, with its event.</summary>
    Task<DeadLetter?> FindQueuedLetter(Guid webhook, CancellationToken cancellationToken);

    /// <summary>Marks one, or all of them, to be delivered again, and tells how many.</summary>
    Task<int> QueueDeadLetters(Guid webhook, long? number, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps that another attempt has failed; it is not tried again until it is queued again. When the webhook is not at
    /// <paramref name="revision"/> any more it stays as it is: the failure was that of a receiver before.
    /// </summary>
    Task KeepLetterFailure(Guid webhook, long revision, long number, string error, CancellationToken cancellationToken);

    /// <summary>Removes one, or all of them, and tells how many.</summary>
    Task<int> RemoveDeadLetters(Guid webhook, long? number, CancellationToken cancellationToken);

    /// <summary>A place in the queue of those who would deliver.</summary>
    Task<IDeliveryTurn> OpenDeliveryTurn(CancellationToken cancellationToken);
}
