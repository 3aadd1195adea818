using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>Writes the change log. Nobody writes beside, so a change gets its number at once (migration 0020).</summary>
internal static class Log
{
    public static void Append(
        SqliteSession db, CommitStamp stamp, SubjectName subject, long revision, ChangeKind kind, string payload, CommitOrigin origin)
    {
        db.Execute("UPDATE change_log SET highest = highest + 1");
        db.Execute(
            """
            INSERT INTO changes (seq, region, context, subject, revision, kind, payload, actor, request_id, reason, at)
            VALUES ((SELECT highest FROM change_log), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            stamp.Region,
            subject.Context,
            subject.Name,
            revision,
            (int)kind,
            payload,
            origin.Actor,
            origin.RequestId.ToString(),
            origin.Reason,
            stamp.At);
    }
}
