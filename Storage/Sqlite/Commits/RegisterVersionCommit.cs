using System.Collections.Immutable;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>Adds a version to a subject; an import may replace one.</summary>
internal sealed class RegisterVersionCommit(SqliteSession db, CommitStamp stamp, RegisterVersion change)
{
    public CommitResult Commit()
    {
        if (!Settings.AreStill(db, change.Settings, change.Subject.Context))
        {
            return new CommitResult(CommitStatus.SettingsChanged);
        }

        var subject = SubjectRow.Find(db, change.Subject);
        var revision = subject?.Revision ?? 0;
        if (revision != change.ExpectedRevision)
        {
            return new CommitResult(CommitStatus.Stale, revision);
        }

        if (MissingReference() is { } missing)
        {
            return new CommitResult(CommitStatus.ReferenceMissing, revision, Offender: missing);
        }

        var contextId = Contexts.FindOrCreate(db, change.Subject.Context);
        var content = PutContent(contextId);
        return content.Status == CommitStatus.Committed
            ? Add(subject ?? SubjectRow.Create(db, change.Subject), contextId, content.Brought)
            : new CommitResult(content.Status, revision, Id: content.Id);
    }

    private ContentOutcome PutContent(long contextId) => change.IdSource switch
    {
        IdSource.New => Contents.AddNew(db, stamp.Region, contextId, change),
        IdSource.Known => Contents.RequireKnown(db, contextId, change),
        _ => Contents.Import(db, stamp.Region, contextId, change),
    };

    private CommitResult Add(SubjectRow subject, long contextId, bool brought)
    {
        var replacedId = ReplacedId(subject);
        if (replacedId is not null && change.IdSource != IdSource.Imported)
        {
            return new CommitResult(CommitStatus.Stale, subject.Revision);
        }

        PutVersion(subject, contextId);
        PutReferences(subject);
        var removed = RemoveReplaced(subject);
        ImmutableArray<int> purged = replacedId is { } id && Contents.PurgeIfUnused(db, contextId, id) ? [id] : [];
        if (!purged.IsEmpty)
        {
            Contexts.MovePurgeGeneration(db, contextId);
        }

        Contexts.Establish(db, contextId);
        var revision = subject.Move(db);
        Log.Append(db, stamp, change.Subject, revision, ChangeKind.Registered, Payload(brought, removed, purged), change.Origin);
        return new CommitResult(CommitStatus.Committed, revision, stamp.At, change.Id, Removed: removed);
    }

    private SubjectVersion? MissingReference()
    {
        foreach (var target in change.References)
        {
            var known = db.Exists(
                "SELECT 1 FROM versions v JOIN subjects s ON s.subject_id = v.subject_id WHERE s.qualified = $1 AND v.version = $2",
                target.Subject.ToString(),
                target.Version);
            if (!known)
            {
                return target;
            }
        }

        return null;
    }

    private int? ReplacedId(SubjectRow subject) =>
        (int?)db.Number("SELECT id FROM versions WHERE subject_id = $1 AND version = $2", subject.SubjectId, change.Version);

    private void PutVersion(SubjectRow subject, long contextId) =>
        db.Execute(
            """
            INSERT INTO versions (subject_id, version, context_id, id, deleted, created_at) VALUES ($1, $2, $3, $4, 0, $5)
            ON CONFLICT (subject_id, version) DO UPDATE SET id = excluded.id, deleted = 0, created_at = excluded.created_at
            """,
            subject.SubjectId,
            change.Version,
            contextId,
            change.Id,
            stamp.At);

    private void PutReferences(SubjectRow subject)
    {
        db.Execute("DELETE FROM version_references WHERE subject_id = $1 AND version = $2", subject.SubjectId, change.Version);
        foreach (var target in change.References)
        {
            db.Execute(
                """
                INSERT INTO version_references (subject_id, version, target_subject_id, target_version)
                VALUES ($1, $2, (SELECT subject_id FROM subjects WHERE qualified = $3), $4)
                ON CONFLICT DO NOTHING
                """,
                subject.SubjectId,
                change.Version,
                target.Subject.ToString(),
                target.Version);
        }
    }

    private ImmutableArray<int> RemoveReplaced(SubjectRow subject)
    {
        var removed = ImmutableArray.CreateBuilder<int>();
        foreach (var version in change.Removed)
        {
            var gone = version != change.Version && db.Execute(
                """
                DELETE FROM versions WHERE subject_id = $1 AND version = $2 AND deleted AND id = $3
                  AND NOT EXISTS (SELECT 1 FROM version_references WHERE target_subject_id = $1 AND target_version = $2)
                """,
                subject.SubjectId,
                version,
                change.Id) > 0;
            if (gone)
            {
                db.Execute("DELETE FROM version_references WHERE subject_id = $1 AND version = $2", subject.SubjectId, version);
                removed.Add(version);
            }
        }

        removed.Sort();
        return removed.DrainToImmutable();
    }

    private string Payload(bool brought, ImmutableArray<int> removed, ImmutableArray<int> purged) =>
        StoreJson.Write(new RegisteredPayload(
            change.Version,
            change.Id,
            change.Guid,
            change.Hash.ToString(),
            [.. change.References.Select(target => new TargetPayload(target.Subject.ToString(), target.Version))],
            removed,
            purged,
            brought ? change.Content : null));
}
