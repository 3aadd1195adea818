using System.Collections.Immutable;
using Orleans.CodeGeneration;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>Subscriptions to changes and what could not be delivered to them. Local to each silo; the truth lies in the store.</summary>
[Alias("sr.webhooks"), Version(1)]
public interface IWebhooksGrain : IGrainWithIntegerKey
{
    [Alias("list")]
    Task<ImmutableArray<WebhookAnswer>> List(CancellationToken cancellationToken);

    [Alias("get")]
    Task<Outcome<WebhookAnswer>> Get(Guid id, CancellationToken cancellationToken);

    [Alias("add")]
    Task<Outcome<WebhookAnswer>> Add(WebhookRequest request, CancellationToken cancellationToken);

    /// <summary>Replaces everything but what the request leaves out: the secret, and the place it has come to.</summary>
    [Alias("replace")]
    Task<Outcome<WebhookAnswer>> Replace(Guid id, WebhookRequest request, CancellationToken cancellationToken);

    [Alias("remove")]
    Task<Outcome<WebhookAnswer>> Remove(Guid id, CancellationToken cancellationToken);

    /// <summary>What could not be delivered, oldest first, without the events themselves.</summary>
    /// <param name="after">The id of the last one seen; null to begin.</param>
    [Alias("letters")]
    Task<Outcome<ImmutableArray<DeadLetter>>> ListLetters(
        Guid id, string? after, int limit, CancellationToken cancellationToken);

    [Alias("letter")]
    Task<Outcome<DeadLetter>> GetLetter(Guid id, string letter, CancellationToken cancellationToken);

    /// <summary>Has one, or all when null, delivered again, soon and once; tells how many.</summary>
    [Alias("redeliver")]
    Task<Outcome<int>> Redeliver(Guid id, string? letter, CancellationToken cancellationToken);

    /// <summary>Gives up one, or all when null; tells how many.</summary>
    [Alias("discard")]
    Task<Outcome<int>> Discard(Guid id, string? letter, CancellationToken cancellationToken);
}
