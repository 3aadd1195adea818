using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Storage.Sqlite.Webhooks;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Storage.Sqlite;

public sealed partial class SqliteStore
{
    private const string WebhookColumns =
        """
        SELECT w.id, w.created_at, w.revision, w.url, w.secret, w.description, w.context, w.name_prefix, w.kinds, w.enabled,
               w.position, w.attempts, w.retry_at, w.error, w.suspended,
               EXISTS (SELECT 1 FROM webhook_dead_letters l WHERE l.webhook = w.id AND l.queued = 1)
        FROM webhooks w
        """;

    private const string LetterColumns =
        "SELECT (SELECT log_id FROM change_log), number, type, subject, event, attempts, error, failed_at, queued FROM webhook_dead_letters";

    private readonly SemaphoreSlim _delivering = new(1, 1);

    public Task<ImmutableArray<Webhook>> ListWebhooks(CancellationToken cancellationToken) => Read(
        db => All(db.Query($"{WebhookColumns} ORDER BY w.created_at, w.id"), WebhookRows.Read));

    public Task<Webhook?> FindWebhook(Guid id, CancellationToken cancellationToken) => Read(
        db => First(db.Query($"{WebhookColumns} WHERE w.id = $1", id.ToString()), WebhookRows.Read));

    public Task<bool> AddWebhook(Webhook webhook, int most, CancellationToken cancellationToken) => Changes(
        db => db.Execute(
            """
            INSERT INTO webhooks
              (id, url, secret, description, context, name_prefix, kinds, enabled, created_at, revision, position, attempts, retry_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, 0, 0
            WHERE (SELECT count(*) FROM webhooks) < $11
            """,
            webhook.Id.ToString(),
            webhook.Url,
            webhook.Secret,
            webhook.Description,
            webhook.Context,
            webhook.NamePrefix,
            webhook.Kinds,
            webhook.IsEnabled,
            webhook.CreatedAt,
            webhook.Progress.Position,
            most),
        cancellationToken);

    public Task<bool> ReplaceWebhook(Webhook webhook, bool moves, CancellationToken cancellationToken) => Changes(
        db => db.Execute(
            """
            UPDATE webhooks SET
              url = $2, secret = $3, description = $4, context = $5, name_prefix = $6, kinds = $7, enabled = $8,
              revision = $9, position = CASE WHEN $10 THEN $11 ELSE position END,
              attempts = 0, retry_at = 0, error = NULL, suspended = NULL
            WHERE id = $1 AND revision = $9 - 1
            """,
            webhook.Id.ToString(),
            webhook.Url,
            webhook.Secret,
            webhook.Description,
            webhook.Context,
            webhook.NamePrefix,
            webhook.Kinds,
            webhook.IsEnabled,
            webhook.Revision,
            moves,
            webhook.Progress.Position),
        cancellationToken);

    public Task<bool> RemoveWebhook(Guid id, CancellationToken cancellationToken) => Changes(
        db =>
        {
            db.Execute("DELETE FROM webhook_dead_letters WHERE webhook = $1", id.ToString());
            return db.Execute("DELETE FROM webhooks WHERE id = $1", id.ToString());
        },
        cancellationToken);

    public Task<bool> KeepDelivery(WebhookStep step, CancellationToken cancellationToken) => Changes(
        db =>
        {
            var id = step.Webhook.ToString();
            var moved = db.Execute(
                """
                UPDATE webhooks SET position = $3, attempts = $4, retry_at = $5, error = $6, suspended = $7
                WHERE id = $1 AND position = $2 AND ($8 IS NULL OR revision = $8)
                """,
                id,
                step.From,
                step.To.Position,
                step.To.Attempts,
                step.To.RetryAt,
                step.To.Error,
                step.To.Suspended,
                step.Revision);
            if (moved > 0 && step.Letter is { } letter)
            {
                db.Execute(
                    """
                    INSERT OR IGNORE INTO webhook_dead_letters (webhook, number, type, subject, event, attempts, error, failed_at)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                    """,
                    id,
                    letter.Place.Number,
                    letter.Type,
                    letter.Subject,
                    letter.Event,
                    letter.Attempts,
                    letter.Error,
                    letter.FailedAt);
            }

            return moved;
        },
        cancellationToken);

    public Task<int> CountDeadLetters(Guid webhook, CancellationToken cancellationToken) => Read(
        db => (int)(db.Number("SELECT count(*) FROM webhook_dead_letters WHERE webhook = $1", webhook.ToString()) ?? 0));

    public Task<ImmutableArray<DeadLetter>> ListDeadLetters(
        Guid webhook, long after, int limit, CancellationToken cancellationToken) => Read(
        db => All(
            db.Query(
                """
                SELECT (SELECT log_id FROM change_log), number, type, subject, '', attempts, error, failed_at, queued
                FROM webhook_dead_letters
                WHERE webhook = $1 AND number > $2 ORDER BY number LIMIT $3
                """,
                webhook.ToString(),
                after,
                limit),
            WebhookRows.ReadLetter));

    public Task<DeadLetter?> FindDeadLetter(Guid webhook, long number, CancellationToken cancellationToken) => Read(
        db => First(db.Query($"{LetterColumns} WHERE webhook = $1 AND number = $2", webhook.ToString(), number), WebhookRows.ReadLetter));

    public Task<DeadLetter?> FindQueuedLetter(Guid webhook, CancellationToken cancellationToken) => Read(
        db => First(
            db.Query($"{LetterColumns} WHERE webhook = $1 AND queued = 1 ORDER BY number LIMIT 1", webhook.ToString()), WebhookRows.ReadLetter));

    public Task<int> QueueDeadLetters(Guid webhook, long? number, CancellationToken cancellationToken) => Count(
        db => db.Execute(
            "UPDATE webhook_dead_letters SET queued = 1 WHERE webhook = $1 AND ($2 IS NULL OR number = $2)", webhook.ToString(), number),
        cancellationToken);

    public Task KeepLetterFailure(Guid webhook, long revision, long number, string error, CancellationToken cancellationToken) => Count(
        db => db.Execute(
            """
            UPDATE webhook_dead_letters SET queued = 0, attempts = attempts + 1, error = $3
            WHERE webhook = $1 AND number = $2 AND EXISTS (SELECT 1 FROM webhooks WHERE id = $1 AND revision = $4)
            """,
            webhook.ToString(),
            number,
            error,
            revision),
        cancellationToken);

    public Task<int> RemoveDeadLetters(Guid webhook, long? number, CancellationToken cancellationToken) => Count(
        db => db.Execute(
            "DELETE FROM webhook_dead_letters WHERE webhook = $1 AND ($2 IS NULL OR number = $2)", webhook.ToString(), number),
        cancellationToken);

    public Task<IDeliveryTurn> OpenDeliveryTurn(CancellationToken cancellationToken) =>
        Task.FromResult<IDeliveryTurn>(new SqliteDeliveryTurn(_delivering));

    private Task<int> Count(Func<SqliteSession, int> write, CancellationToken cancellationToken) =>
        _database.Write(db => (write(db), Keep: true), cancellationToken);

    private async Task<bool> Changes(Func<SqliteSession, int> write, CancellationToken cancellationToken) =>
        await Count(write, cancellationToken) > 0;

    private static ImmutableArray<T> All<T>(SqliteDataReader row, Func<SqliteDataReader, T> read)
    {
        using (row)
        {
            var all = ImmutableArray.CreateBuilder<T>();
            while (row.Read())
            {
                all.Add(read(row));
            }

            return all.ToImmutable();
        }
    }

    private static T? First<T>(SqliteDataReader row, Func<SqliteDataReader, T> read)
        where T : class
    {
        using (row)
        {
            return row.Read() ? read(row) : null;
        }
    }
}
