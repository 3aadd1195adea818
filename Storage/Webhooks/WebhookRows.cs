using System.Data.Common;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Webhooks;

/// <summary>Webhooks and dead letters, as they lie in the tables of either store.</summary>
internal static class WebhookRows
{
    public static Webhook Read(DbDataReader row) => new(
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

    /// <param name="row">log_id, number, type, subject, event, attempts, error, failed_at, queued.</param>
    public static DeadLetter ReadLetter(DbDataReader row) => new(
        new ChangeToken(row.GetGuid(0), row.GetInt64(1)),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetInt32(5),
        row.GetString(6),
        row.GetInt64(7),
        row.GetBoolean(8));
}
