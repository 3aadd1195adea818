using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry.Webhooks;

/// <summary>An operation on the subscriptions of the registry.</summary>
internal abstract record WebhookOperation<T>(Caller Caller) : Operation<T>(Caller, Target.Everything)
{
    public override Right Right => Right.ManageWebhooks;
}

/// <summary>All of them.</summary>
internal sealed record ListWebhooks(Caller Caller) : WebhookOperation<ImmutableArray<WebhookAnswer>>(Caller)
{
    public override async Task<Outcome<ImmutableArray<WebhookAnswer>>> Run(Local local, CancellationToken cancellationToken) =>
        await local.Webhooks.List(cancellationToken);
}

internal sealed record ReadWebhook(Caller Caller, Guid Id) : WebhookOperation<WebhookAnswer>(Caller)
{
    public override Task<Outcome<WebhookAnswer>> Run(Local local, CancellationToken cancellationToken) =>
        local.Webhooks.Get(Id, cancellationToken);
}

internal sealed record AddWebhook(Caller Caller, WebhookRequest Request) : WebhookOperation<WebhookAnswer>(Caller)
{
    public override bool IsChange => true;

    public override Task<Outcome<WebhookAnswer>> Run(Local local, CancellationToken cancellationToken) =>
        local.Webhooks.Add(Request, cancellationToken);
}

/// <summary>Replaces everything but what the request leaves out: the secret, and the place it has come to.</summary>
internal sealed record ReplaceWebhook(Caller Caller, Guid Id, WebhookRequest Request) : WebhookOperation<WebhookAnswer>(Caller)
{
    public override bool IsChange => true;

    public override Task<Outcome<WebhookAnswer>> Run(Local local, CancellationToken cancellationToken) =>
        local.Webhooks.Replace(Id, Request, cancellationToken);
}

internal sealed record RemoveWebhook(Caller Caller, Guid Id) : WebhookOperation<WebhookAnswer>(Caller)
{
    public override bool IsChange => true;

    public override Task<Outcome<WebhookAnswer>> Run(Local local, CancellationToken cancellationToken) =>
        local.Webhooks.Remove(Id, cancellationToken);
}
