using System.Collections.Immutable;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>Takes a soft deletion back.</summary>
internal static class Restoration
{
    public static CommitResult Commit(SqliteSession db, CommitStamp stamp, RestoreVersions change)
    {
        if (!Settings.AreStill(db, change.Settings, change.Subject.Context))
        {
            return new CommitResult(CommitStatus.SettingsChanged);
        }

        ImmutableArray<int> versions = [.. change.Versions.Distinct().Order()];
        var subject = SubjectRow.Find(db, change.Subject);
        if (subject is null || subject.Revision != change.ExpectedRevision || !versions.All(version => IsDeleted(db, subject, version)))
        {
            return new CommitResult(CommitStatus.Stale, subject?.Revision ?? 0);
        }

        foreach (var version in versions)
        {
            db.Execute("UPDATE versions SET deleted = 0 WHERE subject_id = $1 AND version = $2", subject.SubjectId, version);
        }

        var revision = subject.Move(db);
        Log.Append(
            db, stamp, change.Subject, revision, ChangeKind.Restored, StoreJson.Write(new DeletedPayload(versions, [])), change.Origin);
        return new CommitResult(CommitStatus.Committed, revision, stamp.At);
    }

    private static bool IsDeleted(SqliteSession db, SubjectRow subject, int version) => db.Exists(
        "SELECT 1 FROM versions WHERE subject_id = $1 AND version = $2 AND deleted", subject.SubjectId, version);
}
