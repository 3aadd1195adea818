using System.Collections.Immutable;
using Npgsql;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Postgres.Webhooks;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Storage.Postgres;

public sealed partial class PostgresStore
{
    private const string LetterColumns = "(SELECT log_id FROM registry.change_log), number, type, subject, event, attempts, error, failed_at, queued";

    public async Task<ImmutableArray<Webhook>> ListWebhooks(CancellationToken cancellationToken) =>
        [.. await ReadAll(
            new NpgsqlCommand($"SELECT {WebhookColumns.All} FROM registry.webhooks w ORDER BY w.created_at, w.id"),
            WebhookRows.Read,
            cancellationToken)];

    public Task<Webhook?> FindWebhook(Guid id, CancellationToken cancellationToken) => ReadOne(
        new NpgsqlCommand($"SELECT {WebhookColumns.All} FROM registry.webhooks w WHERE w.id = $1").Uuid(id),
        row => (Webhook?)WebhookRows.Read(row),
        otherwise: null,
        cancellationToken);

    public Task<bool> AddWebhook(Webhook webhook, int most, CancellationToken cancellationToken) => Changes(
        () => new NpgsqlCommand(
            """
            INSERT INTO registry.webhooks
              (id, url, secret, description, context, name_prefix, kinds, enabled, created_at, revision, position, attempts, retry_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, 0, 0
            WHERE (SELECT count(*) FROM registry.webhooks) < $11
            ON CONFLICT DO NOTHING
            """)
            .Owned(webhook)
            .Long(webhook.CreatedAt)
            .Long(webhook.Progress.Position)
            .Number(most),
        cancellationToken);

    public Task<bool> ReplaceWebhook(Webhook webhook, bool moves, CancellationToken cancellationToken) => Changes(
        () => new NpgsqlCommand(
            """
            UPDATE registry.webhooks SET
              url = $2, secret = $3, description = $4, context = $5, name_prefix = $6, kinds = $7, enabled = $8,
              revision = $9, position = CASE WHEN $10 THEN $11 ELSE position END,
              attempts = 0, retry_at = 0, error = NULL, suspended = NULL
            WHERE id = $1 AND revision = $9 - 1
            """)
            .Owned(webhook)
            .Long(webhook.Revision)
            .Flag(moves)
            .Long(webhook.Progress.Position),
        cancellationToken);

    public Task<bool> RemoveWebhook(Guid id, CancellationToken cancellationToken) =>
        Changes(() => new NpgsqlCommand("DELETE FROM registry.webhooks WHERE id = $1").Uuid(id), cancellationToken);

    public Task<bool> KeepDelivery(WebhookStep step, CancellationToken cancellationToken)
    {
        const string Move =
            """
            WITH moved AS (
              UPDATE registry.webhooks SET position = $3, attempts = $4, retry_at = $5, error = $6, suspended = $7
              WHERE id = $1 AND position = $2 AND ($8::bigint IS NULL OR revision = $8) RETURNING id)
            """;
        const string Bury =
            """
            , buried AS (
              INSERT INTO registry.webhook_dead_letters (webhook, number, type, subject, event, attempts, error, failed_at)
              SELECT id, $9, $10, $11, $12, $13, $14, $15 FROM moved ON CONFLICT DO NOTHING)
            """;
        return Changes(
            () =>
            {
                var command = new NpgsqlCommand($"{Move}{(step.Letter is null ? "" : Bury)} SELECT count(*)::integer FROM moved")
                    .Uuid(step.Webhook)
                    .Long(step.From)
                    .Long(step.To.Position)
                    .Number(step.To.Attempts)
                    .Long(step.To.RetryAt)
                    .Text(step.To.Error)
                    .Text(step.To.Suspended)
                    .Long(step.Revision);
                return step.Letter is { } letter
                    ? command.Long(letter.Place.Number).Text(letter.Type).Text(letter.Subject).Text(letter.Event)
                        .Number(letter.Attempts).Text(letter.Error).Long(letter.FailedAt)
                    : command;
            },
            cancellationToken);
    }

    public Task<int> CountDeadLetters(Guid webhook, CancellationToken cancellationToken) => ReadOne(
        new NpgsqlCommand("SELECT count(*)::integer FROM registry.webhook_dead_letters WHERE webhook = $1").Uuid(webhook),
        static row => row.GetInt32(0),
        otherwise: 0,
        cancellationToken);

    public async Task<ImmutableArray<DeadLetter>> ListDeadLetters(
        Guid webhook, long after, int limit, CancellationToken cancellationToken) =>
        [.. await ReadAll(
            new NpgsqlCommand(
                """
                SELECT (SELECT log_id FROM registry.change_log), number, type, subject, '', attempts, error, failed_at, queued
                FROM registry.webhook_dead_letters
                WHERE webhook = $1 AND number > $2 ORDER BY number LIMIT $3
                """).Uuid(webhook).Long(after).Number(limit),
            WebhookRows.ReadLetter,
            cancellationToken)];

    public Task<DeadLetter?> FindDeadLetter(Guid webhook, long number, CancellationToken cancellationToken) => ReadOne(
        new NpgsqlCommand($"SELECT {LetterColumns} FROM registry.webhook_dead_letters WHERE webhook = $1 AND number = $2")
            .Uuid(webhook).Long(number),
        row => (DeadLetter?)WebhookRows.ReadLetter(row),
        otherwise: null,
        cancellationToken);

    public Task<DeadLetter?> FindQueuedLetter(Guid webhook, CancellationToken cancellationToken) => ReadOne(
        new NpgsqlCommand(
            $"SELECT {LetterColumns} FROM registry.webhook_dead_letters WHERE webhook = $1 AND queued ORDER BY number LIMIT 1").Uuid(webhook),
        row => (DeadLetter?)WebhookRows.ReadLetter(row),
        otherwise: null,
        cancellationToken);

    public Task<int> QueueDeadLetters(Guid webhook, long? number, CancellationToken cancellationToken) => Count(
        () => OfLetters("UPDATE registry.webhook_dead_letters SET queued = true WHERE webhook = $1", webhook, number), cancellationToken);

    public Task KeepLetterFailure(Guid webhook, long revision, long number, string error, CancellationToken cancellationToken) => Count(
        () => new NpgsqlCommand(
            """
            UPDATE registry.webhook_dead_letters SET queued = false, attempts = attempts + 1, error = $3
            WHERE webhook = $1 AND number = $2 AND EXISTS (SELECT FROM registry.webhooks WHERE id = $1 AND revision = $4)
            """).Uuid(webhook).Long(number).Text(error).Long(revision),
        cancellationToken);

    public Task<int> RemoveDeadLetters(Guid webhook, long? number, CancellationToken cancellationToken) =>
        Count(() => OfLetters("DELETE FROM registry.webhook_dead_letters WHERE webhook = $1", webhook, number), cancellationToken);

    public async Task<IDeliveryTurn> OpenDeliveryTurn(CancellationToken cancellationToken) =>
        await PostgresDeliveryTurn.Open(_options, cancellationToken);

#pragma warning disable CA2100 // Constants of this class.
    private static NpgsqlCommand OfLetters(string sql, Guid webhook, long? number) => number is { } one
        ? new NpgsqlCommand($"{sql} AND number = $2").Uuid(webhook).Long(one)
        : new NpgsqlCommand(sql).Uuid(webhook);
#pragma warning restore CA2100

    private async Task<bool> Changes(Func<NpgsqlCommand> make, CancellationToken cancellationToken) =>
        await Count(make, cancellationToken) > 0;

    /// <summary>How many rows a statement changed, or the number it answers with.</summary>
    private Task<int> Count(Func<NpgsqlCommand> make, CancellationToken cancellationToken) => _database.Commit(
        make,
        async row => await row.ReadAsync(CancellationToken.None) ? row.GetInt32(0) : row.RecordsAffected,
        cancellationToken);
}
