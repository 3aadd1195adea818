using Npgsql;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Storage.Postgres.Changes;

/// <summary>How the numbered log is read.</summary>
internal static class ChangeQueries
{
    private const string Columns =
        "c.seq, c.entry_id, c.region, c.context, c.subject, c.revision, c.kind, c.payload, c.actor, c.request_id, c.at";

    /// <summary>The log's position with every row, or alone: both are of one moment. Contents count by their size as stored.</summary>
    public static NpgsqlCommand After(long after, int limit, ChangeFilter filter) =>
        new NpgsqlCommand(
            $"""
            SELECT l.log_id, l.pruned, l.highest, {Columns}
            FROM registry.change_log l
            LEFT JOIN (
              SELECT f.seq, f.entry_id, f.region, f.context, f.subject, f.revision, f.kind, f.actor, f.request_id, f.at,
                     CASE WHEN $7 THEN f.payload ELSE f.payload - 'content' END AS payload
              FROM (
                SELECT n.*, sum(pg_column_size(n.payload)) OVER (ORDER BY n.seq ROWS UNBOUNDED PRECEDING)
                          - pg_column_size(n.payload) AS before
                FROM registry.changes n
                WHERE n.seq > $1 AND n.seq <= $1 + $2
                  AND ($4::text IS NULL OR n.context = $4) AND starts_with(n.subject, $5)
                  AND ($6::integer[] IS NULL OR n.kind = ANY ($6))
                ORDER BY n.seq LIMIT $3) f
              WHERE NOT $7 OR f.before < {ChangePage.PayloadChars}) c ON true
            ORDER BY c.seq
            """)
            .Long(after)
            .Number(ChangePage.Window)
            .Number(limit)
            .Text(filter.Context)
            .Text(filter.NamePrefix)
            .OptionalNumbers(filter.Kinds.IsDefault ? null : [.. filter.Kinds.Select(kind => (int)kind)])
            .Flag(filter.WithContent);
}
