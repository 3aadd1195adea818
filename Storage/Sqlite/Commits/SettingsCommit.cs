using System.Text.Json.Nodes;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>Replaces the settings of a subject, a context or the global scope. The mode that is unknown leaves the one that is there.</summary>
internal static class SettingsCommit
{
    public static CommitResult Commit(SqliteSession db, CommitStamp stamp, ReplaceSubjectSettings change)
    {
        if (!Settings.AreStill(db, change.Settings, change.Subject.Context))
        {
            return new CommitResult(CommitStatus.SettingsChanged);
        }

        var present = SubjectRow.Find(db, change.Subject);
        if ((present?.Revision ?? 0) != change.ExpectedRevision)
        {
            return new CommitResult(CommitStatus.Stale, present?.Revision ?? 0);
        }

        var subject = present ?? SubjectRow.Create(db, change.Subject);
        db.Execute(
            "UPDATE subjects SET config = $2, mode = CASE WHEN $3 = 'UNKNOWN' THEN mode ELSE $3 END WHERE subject_id = $1",
            subject.SubjectId,
            StoreJson.Write(change.Config),
            change.Mode?.WireName());
        var revision = subject.Move(db);
        Log.Append(
            db,
            stamp,
            change.Subject,
            revision,
            ChangeKind.SubjectSettingsChanged,
            Payload(
                new SettingsPayload(change.Config, change.Mode, change.Changed, change.Removed),
                () => db.Text("SELECT mode FROM subjects WHERE subject_id = $1", subject.SubjectId)),
            change.Origin);
        return new CommitResult(CommitStatus.Committed, revision, stamp.At);
    }

    public static CommitResult Commit(SqliteSession db, CommitStamp stamp, ReplaceScopeSettings change)
    {
        var revision = Settings.ScopeRevision(db, change.Scope);
        if (revision != change.ExpectedRevision)
        {
            return new CommitResult(CommitStatus.Stale, revision);
        }

        db.Execute(
            """
            INSERT INTO scopes (name, revision, config, mode) VALUES ($1, 1, $2, $3)
            ON CONFLICT (name) DO UPDATE SET
              revision = revision + 1, config = excluded.config,
              mode = CASE WHEN excluded.mode = 'UNKNOWN' THEN mode ELSE excluded.mode END
            """,
            change.Scope,
            StoreJson.Write(change.Config),
            change.Mode?.WireName());
        Log.Append(
            db,
            stamp,
            new SubjectName(change.Scope, ""),
            revision + 1,
            ChangeKind.ScopeSettingsChanged,
            Payload(
                new SettingsPayload(change.Config, change.Mode, change.Changed, change.Removed),
                () => db.Text("SELECT mode FROM scopes WHERE name = $1", change.Scope)),
            change.Origin);
        return new CommitResult(CommitStatus.Committed, revision + 1, stamp.At);
    }

    /// <summary>With the mode that is there, where only a newer build knows it: then it stays.</summary>
    private static string Payload(SettingsPayload payload, Func<string?> mode)
    {
        var written = StoreJson.Write(payload);
        if (payload.Mode is not RegistryMode.Unknown)
        {
            return written;
        }

        var members = JsonNode.Parse(written)!;
        members["mode"] = mode();
        return members.ToJsonString();
    }
}
