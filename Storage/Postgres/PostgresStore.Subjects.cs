using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Npgsql;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres.Commits;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Postgres;

public sealed partial class PostgresStore
{
    // One statement, so that revision, settings and versions are of one moment. The settings come with the first row only.
    public Task<SubjectSnapshot> LoadSubject(SubjectName subject, CancellationToken cancellationToken) => ReadTogether(
        () => new NpgsqlCommand(
            """
            SELECT s.revision, CASE WHEN row_number() OVER w = 1 THEN s.config END, s.mode,
                   v.version, v.id, c.sha256, v.deleted, v.created_at, coalesce(octet_length(c.text), 0), c.refs IS NOT NULL
            FROM registry.subjects s
            LEFT JOIN registry.versions v ON v.subject_id = s.subject_id
            LEFT JOIN registry.schemas c ON c.context_id = v.context_id AND c.id = v.id
            WHERE s.key = $1
            WINDOW w AS (ORDER BY v.version)
            ORDER BY v.version
            """)
            .Bytes(NameKey.Of(subject.ToString())),
        row => ReadSnapshot(row, subject),
        cancellationToken);

    public Task<long> ReadRevision(SubjectName subject, CancellationToken cancellationToken) => ReadTogether(
        () => new NpgsqlCommand("SELECT revision FROM registry.subjects WHERE key = $1").Bytes(NameKey.Of(subject.ToString())),
        static async row => await row.ReadAsync() ? row.GetInt64(0) : 0,
        cancellationToken);

    public Task<SubjectSchema?> FindVersion(SubjectName subject, int version, CancellationToken cancellationToken) =>
        ReadOne<SubjectSchema?>(
            new NpgsqlCommand(
                """
                SELECT v.version, v.id, v.deleted, v.created_at, c.guid, c.type, c.text, c.refs, c.metadata, c.rules
                FROM registry.subjects s
                JOIN registry.versions v ON v.subject_id = s.subject_id
                JOIN registry.schemas c ON c.context_id = v.context_id AND c.id = v.id
                WHERE s.key = $1 AND (v.version = $2 OR ($2 = -1 AND NOT v.deleted)) AND c.text IS NOT NULL
                ORDER BY v.version DESC LIMIT 1
                """)
                .Bytes(NameKey.Of(subject.ToString()))
                .Number(version),
            row => new SubjectSchema(
                subject.ToString(), row.GetInt32(0), row.GetInt32(1), row.GetGuid(4), row.Content(5), row.GetInt64(3), row.GetBoolean(2)),
            otherwise: null,
            cancellationToken);

    public async Task<ImmutableArray<ContentHash?>> FindHashes(ImmutableArray<SubjectVersion> versions, CancellationToken cancellationToken)
    {
        var found = await ReadAll(
            new NpgsqlCommand(
                """
                SELECT k.place, c.sha256
                FROM unnest($1, $2) WITH ORDINALITY AS k (key, version, place)
                JOIN registry.subjects s ON s.key = k.key
                JOIN registry.versions v ON v.subject_id = s.subject_id AND v.version = k.version
                JOIN registry.schemas c ON c.context_id = v.context_id AND c.id = v.id
                WHERE c.text IS NOT NULL
                """)
                .BytesOf([.. versions.Select(version => NameKey.Of(version.Subject.ToString()))])
                .Numbers([.. versions.Select(version => version.Version)]),
            static row => (Place: (int)row.GetInt64(0), Hash: row.Hash(1)),
            cancellationToken);
        var hashes = new ContentHash?[versions.Length];
        foreach (var (place, hash) in found)
        {
            hashes[place - 1] = hash;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(hashes);
    }

    // What replaces or removes versions locks more than its own subject and content, and goes by itself.
    public Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken) =>
        change.IdSource != IdSource.Imported && change.Removed.IsEmpty
            ? CommitTogether(change, cancellationToken)
            : Commit(() => CommitCalls.Of(change, _options.Region), row => CommitOutcomes.ReadRegistration(row, change), cancellationToken);

    public Task<CommitResult> Commit(DeleteVersions change, CancellationToken cancellationToken) =>
        Commit(() => CommitCalls.Of(change, _options.Region), row => CommitOutcomes.ReadDeletion(row, change), cancellationToken);

    public Task<CommitResult> Commit(RestoreVersions change, CancellationToken cancellationToken) =>
        Commit(() => CommitCalls.Of(change, _options.Region), CommitOutcomes.Read, cancellationToken);

    public Task<CommitResult> Commit(ReplaceSubjectSettings change, CancellationToken cancellationToken) =>
        Commit(() => CommitCalls.Of(change, _options.Region), CommitOutcomes.Read, cancellationToken);

    public Task<int?> FindReferred(
        SubjectName subject, ImmutableArray<int> versions, bool byOthersAlone, CancellationToken cancellationToken) => ReadOne<int?>(
        new NpgsqlCommand(
            """
            SELECT min(r.target_version) FROM registry.subjects t
            JOIN registry.version_references r ON r.target_subject_id = t.subject_id
            WHERE t.key = $1 AND r.target_version = ANY ($2) AND NOT ($3 AND r.subject_id = t.subject_id)
            """)
            .Bytes(NameKey.Of(subject.ToString()))
            .Numbers([.. versions])
            .Flag(byOthersAlone),
        static row => row.IsDBNull(0) ? null : row.GetInt32(0),
        otherwise: null,
        cancellationToken);

    public Task<RequestPast> FindRequest(Guid requestId, CancellationToken cancellationToken) => ReadOne(
        new NpgsqlCommand(
            """
            SELECT c.entry_id, c.region, c.context, c.subject, c.revision, c.kind, c.payload, c.actor, c.request_id, c.at,
                   CASE WHEN r.entry_id = c.entry_id THEN r.content END, CASE WHEN r.kind = -1 THEN -r.entry_id ELSE 0 END
            FROM (SELECT) one
            LEFT JOIN registry.requests r ON r.id = $1
            LEFT JOIN LATERAL (
              SELECT * FROM registry.changes c
              WHERE c.request_id = $1 AND c.at >= registry.now_ms() - $2
              ORDER BY c.entry_id + 0 DESC LIMIT 1 -- Else an id that is not there may be looked for in the whole log, entry by entry.
            ) c ON true
            """)
            .Uuid(requestId)
            .Long((long)StoreDefaults.RequestsKept.TotalMilliseconds),
        ChangeRows.ReadPast,
        otherwise: default,
        cancellationToken);

    public Task RefuseRequest(Guid requestId, CancellationToken cancellationToken) => _database.Commit(
        () => new NpgsqlCommand("SELECT registry.refuse_request(p_request_id => $1)").Uuid(requestId),
        static _ => Task.FromResult(true),
        cancellationToken);

    private static async Task<SubjectSnapshot> ReadSnapshot(NpgsqlDataReader row, SubjectName subject)
    {
        if (!await row.ReadAsync())
        {
            return new SubjectSnapshot(subject, 0, null, null, []);
        }

        var (revision, config, mode) = (row.GetInt64(0), row.Config(1), row.Mode(2));
        var versions = ImmutableArray.CreateBuilder<VersionRow>();
        do
        {
            if (!row.IsDBNull(3))
            {
                versions.Add(row.Version(3) with { Shape = new TextShape(row.GetInt32(8), row.GetBoolean(9)) });
            }
        }
        while (await row.ReadAsync());

        return new SubjectSnapshot(subject, revision, config, mode, versions.DrainToImmutable());
    }
}
