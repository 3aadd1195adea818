using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Webhooks;

/// <summary>What could not be delivered, oldest first, without the events themselves.</summary>
/// <param name="After">The id of the last one seen; null to begin.</param>
internal sealed record ListDeadLetters(Caller Caller, Guid Webhook, string? After, int Limit)
    : WebhookOperation<ImmutableArray<DeadLetter>>(Caller)
{
    public override Task<Outcome<ImmutableArray<DeadLetter>>> Run(Local local, CancellationToken cancellationToken) =>
        local.Webhooks.ListLetters(Webhook, After, Limit, cancellationToken);
}

/// <summary>One with its event.</summary>
internal sealed record ReadDeadLetter(Caller Caller, Guid Webhook, string Letter) : WebhookOperation<DeadLetter>(Caller)
{
    public override Task<Outcome<DeadLetter>> Run(Local local, CancellationToken cancellationToken) =>
        local.Webhooks.GetLetter(Webhook, Letter, cancellationToken);
}

/// <summary>Has one, or all when null, delivered again; tells how many.</summary>
internal sealed record RedeliverDeadLetters(Caller Caller, Guid Webhook, string? Letter) : WebhookOperation<int>(Caller)
{
    public override bool IsChange => true;

    public override Task<Outcome<int>> Run(Local local, CancellationToken cancellationToken) =>
        local.Webhooks.Redeliver(Webhook, Letter, cancellationToken);
}

/// <summary>Gives up one, or all when null; tells how many.</summary>
internal sealed record DiscardDeadLetters(Caller Caller, Guid Webhook, string? Letter) : WebhookOperation<int>(Caller)
{
    public override bool IsChange => true;

    public override Task<Outcome<int>> Run(Local local, CancellationToken cancellationToken) =>
        local.Webhooks.Discard(Webhook, Letter, cancellationToken);
}
