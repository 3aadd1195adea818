using Microsoft.Extensions.Logging;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Grains.Webhooks;

/// <summary>What all runners of a process work with.</summary>
internal sealed record WebhookParts(
    IWebhookStore Store,
    ChangeFollower Follower,
    IWebhookSender Sender,
    DeliveryLease Lease,
    WebhookOptions Options,
    WebhookMetrics Metrics,
    TimeProvider Clock,
    ILogger<WebhookRunner> Logger);
