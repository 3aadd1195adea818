using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>Removes an empty context and its settings. The row stays, with the counter of its ids.</summary>
internal static class ContextDeletion
{
    private const string NoPayload = "{}";

    public static CommitResult Commit(SqliteSession db, CommitStamp stamp, DeleteContext change)
    {
        var contextId = Contexts.Find(db, change.Context) ?? 0;
        if (db.Exists("SELECT 1 FROM versions WHERE context_id = $1 LIMIT 1", contextId))
        {
            return new CommitResult(CommitStatus.NotEmpty, Settings.ScopeRevision(db, change.Context));
        }

        var hidden = db.Execute("UPDATE contexts SET established = 0 WHERE context_id = $1 AND established", contextId);
        var cleared = db.Execute(
            """
            UPDATE scopes SET revision = revision + 1, config = NULL, mode = NULL
            WHERE name = $1 AND (config IS NOT NULL OR mode IS NOT NULL)
            """,
            change.Context);
        var revision = Settings.ScopeRevision(db, change.Context);
        if (hidden + cleared > 0)
        {
            Log.Append(
                db, stamp, new SubjectName(change.Context, ""), revision, ChangeKind.ContextDeleted, NoPayload, change.Origin);
        }

        return new CommitResult(CommitStatus.Committed, revision, stamp.At);
    }
}
