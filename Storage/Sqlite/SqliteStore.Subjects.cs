using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public Task<SubjectSnapshot> LoadSubject(SubjectName subject, CancellationToken cancellationToken) =>
        Read(db => LoadSubject(db, subject));

    public Task<long> ReadRevision(SubjectName subject, CancellationToken cancellationToken) =>
        Read(db => db.Number("SELECT revision FROM subjects WHERE qualified = $1", subject.ToString()) ?? 0);

    public Task<SubjectSchema?> FindVersion(SubjectName subject, int version, CancellationToken cancellationToken) =>
        Read(db => FindVersion(db, subject, version));

    public Task<ImmutableArray<ContentHash?>> FindHashes(ImmutableArray<SubjectVersion> versions, CancellationToken cancellationToken) =>
        Read<ImmutableArray<ContentHash?>>(db => [.. versions.Select(version => FindHash(db, version))]);

    public Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken) =>
        Commit((db, stamp) => new RegisterVersionCommit(db, stamp, change).Commit(), change.Origin, cancellationToken);

    public Task<CommitResult> Commit(DeleteVersions change, CancellationToken cancellationToken) =>
        Commit((db, stamp) => new Deletion(db, stamp, change).Commit(), change.Origin, cancellationToken);

    public Task<CommitResult> Commit(RestoreVersions change, CancellationToken cancellationToken) =>
        Commit((db, stamp) => Restoration.Commit(db, stamp, change), change.Origin, cancellationToken);

    public Task<CommitResult> Commit(ReplaceSubjectSettings change, CancellationToken cancellationToken) =>
        Commit((db, stamp) => SettingsCommit.Commit(db, stamp, change), change.Origin, cancellationToken);

    public Task<int?> FindReferred(
        SubjectName subject, ImmutableArray<int> versions, bool byOthersAlone, CancellationToken cancellationToken) =>
        Read(db => (int?)db.Number(
            """
            SELECT min(r.target_version) FROM subjects t
            JOIN version_references r ON r.target_subject_id = t.subject_id
            WHERE t.qualified = $1 AND r.target_version IN (SELECT value FROM json_each($2)) AND NOT ($3 AND r.subject_id = t.subject_id)
            """,
            subject.ToString(),
            $"[{string.Join(',', versions)}]",
            byOthersAlone));

    public Task<RequestPast> FindRequest(Guid requestId, CancellationToken cancellationToken) =>
        Read(db => Requests.Find(db, requestId, (_clock.GetUtcNow() - StoreDefaults.RequestsKept).ToUnixTimeMilliseconds()));

    public Task RefuseRequest(Guid requestId, CancellationToken cancellationToken) =>
        _database.Write(db => (Requests.Refuse(db, requestId, _clock.GetUtcNow().ToUnixTimeMilliseconds()), Keep: true), cancellationToken);

    private static SubjectSnapshot LoadSubject(SqliteSession db, SubjectName subject)
    {
        using var row = db.Query(
            """
            SELECT s.revision, s.config, s.mode, v.version, v.id, c.sha256, v.deleted, v.created_at,
                   coalesce(octet_length(c.text), 0), c.refs IS NOT NULL
            FROM subjects s
            LEFT JOIN versions v ON v.subject_id = s.subject_id
            LEFT JOIN schemas c ON c.context_id = v.context_id AND c.id = v.id
            WHERE s.qualified = $1
            ORDER BY v.version
            """,
            subject.ToString());
        if (!row.Read())
        {
            return new SubjectSnapshot(subject, 0, null, null, []);
        }

        var (revision, config, mode) = (row.GetInt64(0), row.Config(1), row.Mode(2));
        var versions = ImmutableArray.CreateBuilder<VersionRow>();
        do
        {
            if (!row.IsDBNull(3))
            {
                versions.Add(new VersionRow(
                    row.GetInt32(3),
                    row.GetInt32(4),
                    row.Hash(5),
                    row.GetBoolean(6),
                    row.GetInt64(7),
                    new TextShape(row.GetInt32(8), row.GetBoolean(9))));
            }
        }
        while (row.Read());

        return new SubjectSnapshot(subject, revision, config, mode, versions.DrainToImmutable());
    }

    private static ContentHash? FindHash(SqliteSession db, SubjectVersion version)
    {
        using var row = db.Query(
            """
            SELECT c.sha256
            FROM subjects s
            JOIN versions v ON v.subject_id = s.subject_id
            JOIN schemas c ON c.context_id = v.context_id AND c.id = v.id
            WHERE s.qualified = $1 AND v.version = $2 AND c.text IS NOT NULL
            """,
            version.Subject.ToString(),
            version.Version);
        return row.Read() ? row.Hash(0) : null;
    }

    private static SubjectSchema? FindVersion(SqliteSession db, SubjectName subject, int version)
    {
        using var row = db.Query(
            """
            SELECT v.version, v.id, v.deleted, v.created_at, c.guid, c.type, c.text, c.refs, c.metadata, c.rules
            FROM subjects s
            JOIN versions v ON v.subject_id = s.subject_id
            JOIN schemas c ON c.context_id = v.context_id AND c.id = v.id
            WHERE s.qualified = $1 AND (v.version = $2 OR ($2 = -1 AND NOT v.deleted)) AND c.text IS NOT NULL
            ORDER BY v.version DESC LIMIT 1
            """,
            subject.ToString(),
            version);
        return row.Read()
            ? new SubjectSchema(
                subject.ToString(),
                row.GetInt32(0),
                row.GetInt32(1),
                Guid.Parse(row.GetString(4)),
                row.Content(5),
                row.GetInt64(3),
                row.GetBoolean(2))
            : null;
    }
}
