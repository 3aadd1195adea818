using Npgsql;

namespace SchemaRegistry.Storage.Postgres;

/// <summary>Webhooks and dead letters, as they lie in their tables.</summary>
internal static class WebhookRows
{
    public const string Columns =
        """
        w.id, w.created_at, w.revision, w.url, w.secret, w.description, w.context, w.name_prefix, w.kinds, w.enabled,
        w.position, w.attempts, w.retry_at, w.error, w.suspended,
        EXISTS (SELECT FROM registry.webhook_dead_letters l WHERE l.webhook = w.id AND l.queued)
        """;

    public static Webhook Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetInt64(1),
        row.GetInt64(2),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.Text(6),
        row.GetString(7),
        row.GetString(8),
        row.GetBoolean(9),
        new WebhookProgress(row.GetInt64(10), row.GetInt32(11), row.GetInt64(12), row.Text(13), row.Text(14)),
        row.GetBoolean(15));

    public static DeadLetter ReadLetter(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetInt32(4),
        row.GetString(5),
        row.GetInt64(6),
        row.GetBoolean(7));

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
