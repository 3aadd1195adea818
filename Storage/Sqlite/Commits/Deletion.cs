using System.Collections.Immutable;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>Soft or permanent deletion of versions of one subject.</summary>
internal sealed class Deletion(SqliteSession db, CommitStamp stamp, DeleteVersions change)
{
    private readonly ImmutableArray<int> _versions = [.. change.Versions.Distinct().Order()];

    public CommitResult Commit()
    {
        if (!Settings.AreStill(db, change.Settings, change.Subject.Context))
        {
            return new CommitResult(CommitStatus.SettingsChanged);
        }

        var subject = SubjectRow.Find(db, change.Subject);
        if (subject is null || subject.Revision != change.ExpectedRevision || !AllExist(subject))
        {
            return new CommitResult(CommitStatus.Stale, subject?.Revision ?? 0);
        }

        if (FirstReferenced(subject) is { } referenced)
        {
            return new CommitResult(
                CommitStatus.Referenced, subject.Revision, Offender: new SubjectVersion(change.Subject, referenced));
        }

        return change.Permanent ? DeletePermanently(subject) : Hide(subject);
    }

    private CommitResult Hide(SubjectRow subject)
    {
        foreach (var version in _versions)
        {
            db.Execute("UPDATE versions SET deleted = 1 WHERE subject_id = $1 AND version = $2", subject.SubjectId, version);
        }

        return Finish(subject, ChangeKind.Deleted, []);
    }

    private CommitResult DeletePermanently(SubjectRow subject)
    {
        var contextId = Contexts.Find(db, change.Subject.Context)!.Value;
        var ids = new SortedSet<int>();
        foreach (var version in _versions)
        {
            ids.Add((int)db.Number(
                "DELETE FROM versions WHERE subject_id = $1 AND version = $2 RETURNING id", subject.SubjectId, version)!.Value);
            db.Execute("DELETE FROM version_references WHERE subject_id = $1 AND version = $2", subject.SubjectId, version);
        }

        ImmutableArray<int> purged = [.. ids.Where(id => Contents.PurgeIfUnused(db, contextId, id))];
        Contexts.MovePurgeGeneration(db, contextId);
        db.Execute(
            """
            UPDATE subjects SET config = NULL, mode = NULL
            WHERE subject_id = $1 AND NOT EXISTS (SELECT 1 FROM versions WHERE subject_id = $1)
            """,
            subject.SubjectId);
        return Finish(subject, ChangeKind.PermanentlyDeleted, purged);
    }

    private CommitResult Finish(SubjectRow subject, ChangeKind kind, ImmutableArray<int> purged)
    {
        var revision = subject.Move(db);
        Log.Append(
            db,
            stamp,
            change.Subject,
            revision,
            kind,
            StoreJson.Write(new DeletedPayload(_versions, purged, change.Earlier)),
            change.Origin);
        return new CommitResult(CommitStatus.Committed, revision, stamp.At);
    }

    private bool AllExist(SubjectRow subject) => _versions.All(version =>
        db.Exists("SELECT 1 FROM versions WHERE subject_id = $1 AND version = $2", subject.SubjectId, version));

    private int? FirstReferenced(SubjectRow subject)
    {
        foreach (var version in _versions)
        {
            if (IsReferenced(subject, version))
            {
                return version;
            }
        }

        return null;
    }

    private bool IsReferenced(SubjectRow subject, int version)
    {
        using var referrer = db.Query(
            """
            SELECT r.subject_id, r.version FROM version_references r
            JOIN versions v ON v.subject_id = r.subject_id AND v.version = r.version
            WHERE r.target_subject_id = $1 AND r.target_version = $2 AND ($3 OR NOT v.deleted)
            """,
            subject.SubjectId,
            version,
            change.Permanent);
        while (referrer.Read())
        {
            var own = referrer.GetInt64(0) == subject.SubjectId;
            if (!own || (!change.WholeSubject && !_versions.Contains(referrer.GetInt32(1))))
            {
                return true;
            }
        }

        return false;
    }
}
