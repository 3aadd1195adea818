using SchemaRegistry.Model;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>What was asked for under the ids that callers chose.</summary>
internal static class Requests
{
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
           OR at < excluded.at - $2
        """,
        asked.ToArray(),
        (long)StoreDefaults.RequestsKept.TotalMilliseconds) > 0;

    /// <summary>Forgets the oldest, and tells how many.</summary>
    public static int Prune(SqliteSession db, long before, int limit) => db.Execute(
        "DELETE FROM requests WHERE id IN (SELECT id FROM requests WHERE at < $1 ORDER BY at LIMIT $2)", before, limit);
}
