using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>What was asked for under the ids that callers chose, and which requests were refused.</summary>
internal static class Requests
{
    public static RequestPast Find(SqliteSession db, Guid requestId, long since)
    {
        using var row = db.Query(
            """
            SELECT c.entry_id, c.region, c.context, c.subject, c.revision, c.kind, c.payload, c.actor, c.request_id, c.at,
                   CASE WHEN r.entry_id = c.entry_id THEN r.content END, CASE WHEN r.kind = -1 THEN -r.entry_id ELSE 0 END
            FROM (SELECT $1 AS id) one
            LEFT JOIN requests r ON r.id = one.id
            LEFT JOIN changes c ON c.entry_id = (SELECT max(entry_id) FROM changes WHERE request_id = one.id AND at >= $2)
            """,
            requestId.ToString(),
            since);
        row.Read();
        return ChangeRows.ReadPast(row);
    }

    /// <summary>Counts a refusal, below zero, where others have the entry that they made.</summary>
    public static int Refuse(SqliteSession db, Guid requestId, long at) => db.Execute(
        """
        INSERT INTO requests (id, actor, context, subject, kind, content, entry_id, at) VALUES ($1, '', '', '', -1, x'', -1, $2)
        ON CONFLICT (id) DO UPDATE SET entry_id = entry_id - 1, at = excluded.at WHERE kind = -1
        """,
        requestId.ToString(),
        at);

    /// <summary>Whether the request was refused since the change began.</summary>
    public static bool WasRefused(SqliteSession db, CommitOrigin origin)
    {
        using var row = db.Query("SELECT -entry_id FROM requests WHERE id = $1 AND kind = -1", origin.RequestId.ToString());
        return origin.Refusals != (row.Read() ? row.GetInt64(0) : 0);
    }

    /// <summary>
    /// Ties the id of a request to the change that was just logged for it. False when another request has it, of the last day: then
    /// the change must not remain. The same request is tied anew: what it made before is gone.
    /// </summary>
    public static bool TryBind(SqliteSession db, ContentHash asked) => db.Execute(
        """
        INSERT INTO requests (id, actor, context, subject, kind, content, entry_id, at)
        SELECT request_id, actor, context, subject, kind, $1, entry_id, at FROM changes WHERE entry_id = last_insert_rowid()
        ON CONFLICT (id) DO UPDATE
        SET actor = excluded.actor, context = excluded.context, subject = excluded.subject, kind = excluded.kind,
            content = excluded.content, entry_id = excluded.entry_id, at = excluded.at
        WHERE (actor, context, subject, kind, content)
            = (excluded.actor, excluded.context, excluded.subject, excluded.kind, excluded.content)
           OR kind = -1
           OR at < excluded.at - $2
        """,
        asked.ToArray(),
        (long)StoreDefaults.RequestsKept.TotalMilliseconds) > 0;

    /// <summary>Forgets the oldest, and tells how many.</summary>
    public static int Prune(SqliteSession db, long before, int limit) => db.Execute(
        "DELETE FROM requests WHERE id IN (SELECT id FROM requests WHERE at < $1 ORDER BY at LIMIT $2)", before, limit);
}
