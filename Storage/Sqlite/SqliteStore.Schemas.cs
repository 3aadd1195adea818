using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public Task<StoredSchema?> FindSchema(string context, int id, CancellationToken cancellationToken) =>
        Read(db => FindSchema(db, new SchemaId(context, id)));

    public Task<long?> ReadGeneration(string context, CancellationToken cancellationToken) =>
        Read(db => db.Number("SELECT generation FROM contexts WHERE name = $1", context));

    public Task<IReadOnlyDictionary<int, SchemaContent>> LoadContents(
        string context, IReadOnlyCollection<int> ids, CancellationToken cancellationToken) =>
        Read<IReadOnlyDictionary<int, SchemaContent>>(db => LoadContents(db, context, ids));

    public Task<int?> FindId(string context, ContentHash hash, CancellationToken cancellationToken) =>
        Read(db => (int?)db.Number(
            """
            SELECT min(c.id) FROM claims c JOIN contexts x ON x.context_id = c.context_id
            WHERE x.name = $1 AND c.sha256 = $2
            """,
            context,
            hash.ToArray()));

    public Task<int[]> TakeIds(string context, int count, CancellationToken cancellationToken) =>
        _database.WriteSoon(db => Contexts.TakeIds(db, context, count), cancellationToken);

    public async Task<ContentId> FindOrTakeId(string context, ContentHash hash, CancellationToken cancellationToken) =>
        await FindId(context, hash, cancellationToken) is { } known
            ? new ContentId(known, IsNew: false)
            : new ContentId((await TakeIds(context, 1, cancellationToken))[0], IsNew: true);

    public Task<int> MaxId(string context, CancellationToken cancellationToken) =>
        Read(db => (int)(db.Number(
            "SELECT max(c.id) FROM schemas c WHERE c.context_id = (SELECT context_id FROM contexts WHERE name = $1)", context) ?? 0));

    public Task<IReadOnlyList<SchemaId>> FindIds(Guid guid, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<SchemaId>>(db => FindIds(db, guid));

    private static StoredSchema? FindSchema(SqliteSession db, SchemaId key)
    {
        // One statement, so that content, uses and generation are of one moment; the text comes in the first row only.
        using var row = db.Query(
            """
            SELECT c.guid, c.type, CASE WHEN row_number() OVER w = 1 THEN c.text END, c.refs, c.metadata, c.rules, x.generation,
                   s.qualified, v.version, v.deleted, v.created_at
            FROM contexts x
            JOIN schemas c ON c.context_id = x.context_id AND c.id = $2 AND c.text IS NOT NULL
            LEFT JOIN versions v ON v.context_id = c.context_id AND v.id = c.id
            LEFT JOIN subjects s ON s.subject_id = v.subject_id
            WHERE x.name = $1
            WINDOW w AS (ORDER BY s.qualified, v.version)
            ORDER BY s.qualified, v.version
            """,
            key.Context,
            key.Id);
        if (!row.Read())
        {
            return null;
        }

        var (guid, content) = (Guid.Parse(row.GetString(0)), row.Content(1));
        var generation = row.GetInt64(6);
        var uses = ImmutableArray.CreateBuilder<SchemaUse>();
        do
        {
            if (!row.IsDBNull(7))
            {
                uses.Add(new SchemaUse(row.GetString(7), row.GetInt32(8), row.GetBoolean(9), row.GetInt64(10)));
            }
        }
        while (row.Read());

        return new StoredSchema(new SchemaById(key.Context, key.Id, guid, content, uses.DrainToImmutable()), generation);
    }

    private static Dictionary<int, SchemaContent> LoadContents(SqliteSession db, string context, IReadOnlyCollection<int> ids)
    {
        var contents = new Dictionary<int, SchemaContent>(ids.Count);
        foreach (var id in ids)
        {
            using var row = db.Query(
                """
                SELECT c.type, c.text, c.refs, c.metadata, c.rules
                FROM schemas c JOIN contexts x ON x.context_id = c.context_id
                WHERE x.name = $1 AND c.id = $2 AND c.text IS NOT NULL
                """,
                context,
                id);
            if (row.Read())
            {
                contents[id] = row.Content(0);
            }
        }

        return contents;
    }

    private static List<SchemaId> FindIds(SqliteSession db, Guid guid)
    {
        var ids = new List<SchemaId>();
        using var row = db.Query(
            """
            SELECT x.name, c.id FROM schemas c JOIN contexts x ON x.context_id = c.context_id
            WHERE c.guid = $1 AND c.text IS NOT NULL ORDER BY x.name, c.id
            """,
            guid.ToString());
        while (row.Read())
        {
            ids.Add(new SchemaId(row.GetString(0), row.GetInt32(1)));
        }

        return ids;
    }
}
