using Npgsql;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Storage.Postgres.Webhooks;

/// <summary>Webhooks as columns and as parameters.</summary>
internal static class WebhookColumns
{
    public const string All =
        """
        w.id, w.created_at, w.revision, w.url, w.secret, w.description, w.context, w.name_prefix, w.kinds, w.enabled,
        w.position, w.attempts, w.retry_at, w.error, w.suspended,
        EXISTS (SELECT FROM registry.webhook_dead_letters l WHERE l.webhook = w.id AND l.queued)
        """;

    /// <summary>$1 to $8.</summary>
    public static NpgsqlCommand Owned(this NpgsqlCommand command, Webhook webhook) => command
        .Uuid(webhook.Id)
        .Text(webhook.Url)
        .Text(webhook.Secret)
        .Text(webhook.Description)
        .Text(webhook.Context)
        .Text(webhook.NamePrefix)
        .Text(webhook.Kinds)
        .Flag(webhook.IsEnabled);
}
