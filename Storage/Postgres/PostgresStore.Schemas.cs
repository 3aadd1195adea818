using System.Collections.Immutable;
using Npgsql;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Postgres.Ids;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Postgres;

public sealed partial class PostgresStore
{
    public async Task<StoredSchema?> FindSchema(string context, int id, CancellationToken cancellationToken)
    {
        // One statement, so that content, uses and generation are of one moment. The text comes with the first row only.
        await using var command = new NpgsqlCommand(
            """
            SELECT c.guid, x.generation, c.type, CASE WHEN row_number() OVER w = 1 THEN c.text END, c.refs, c.metadata, c.rules, s.qualified,
                   v.version, v.deleted, v.created_at
            FROM registry.contexts x
            JOIN registry.schemas c ON c.context_id = x.context_id
            LEFT JOIN registry.versions v ON v.context_id = c.context_id AND v.id = c.id
            LEFT JOIN registry.subjects s ON s.subject_id = v.subject_id
            WHERE x.key = $1 AND c.id = $2 AND c.text IS NOT NULL
            WINDOW w AS (ORDER BY s.qualified, v.version)
            ORDER BY s.qualified, v.version
            """)
            .Bytes(NameKey.Of(context))
            .Number(id);
        return await _database.Read(
            command, row => ReadSchema(row, new SchemaId(context, id), cancellationToken), cancellationToken);
    }

    public Task<long?> ReadGeneration(string context, CancellationToken cancellationToken) => ReadOne<long?>(
        new NpgsqlCommand("SELECT x.generation FROM registry.contexts x WHERE x.key = $1").Bytes(NameKey.Of(context)),
        static row => row.GetInt64(0),
        otherwise: null,
        cancellationToken);

    public async Task<IReadOnlyDictionary<int, SchemaContent>> LoadContents(
        string context, IReadOnlyCollection<int> ids, CancellationToken cancellationToken)
    {
        var contents = await ReadAll(
            new NpgsqlCommand(
                """
                SELECT c.id, c.type, c.text, c.refs, c.metadata, c.rules
                FROM registry.schemas c
                WHERE c.context_id = (SELECT x.context_id FROM registry.contexts x WHERE x.key = $1)
                  AND c.id = ANY ($2) AND c.text IS NOT NULL
                """)
                .Bytes(NameKey.Of(context))
                .Numbers([.. ids]),
            static row => (Id: row.GetInt32(0), Content: row.Content(1)),
            cancellationToken);
        return contents.ToDictionary(pair => pair.Id, pair => pair.Content);
    }

    public Task<int?> FindId(string context, ContentHash hash, CancellationToken cancellationToken) => ReadOne<int?>(
        new NpgsqlCommand(
            """
            SELECT c.id FROM registry.claims c
            WHERE c.context_id = (SELECT x.context_id FROM registry.contexts x WHERE x.key = $1) AND c.sha256 = $2
            ORDER BY c.id LIMIT 1
            """)
            .Bytes(NameKey.Of(context))
            .Bytes(hash.ToArray()),
        static row => row.GetInt32(0),
        otherwise: null,
        cancellationToken);

    public Task<int[]> TakeIds(string context, int count, CancellationToken cancellationToken) =>
        _ids.Take(context, count, cancellationToken);

    public Task<ContentId> FindOrTakeId(string context, ContentHash hash, CancellationToken cancellationToken) =>
        _assigner.Find(context, hash, cancellationToken);

    public Task<int> MaxId(string context, CancellationToken cancellationToken) => ReadOne(
        new NpgsqlCommand(
            """
            SELECT c.id FROM registry.schemas c
            WHERE c.context_id = (SELECT x.context_id FROM registry.contexts x WHERE x.key = $1)
            ORDER BY c.id DESC LIMIT 1
            """)
            .Bytes(NameKey.Of(context)),
        static row => row.GetInt32(0),
        otherwise: 0,
        cancellationToken);

    public async Task<IReadOnlyList<SchemaId>> FindIds(Guid guid, CancellationToken cancellationToken) => await ReadAll(
        new NpgsqlCommand(
            """
            SELECT x.name, c.id FROM registry.schemas c JOIN registry.contexts x ON x.context_id = c.context_id
            WHERE c.guid = $1 AND c.text IS NOT NULL ORDER BY x.name, c.id
            """)
            .Uuid(guid),
        static row => new SchemaId(row.GetString(0), row.GetInt32(1)),
        cancellationToken);

    private Task<int?> TakeRange(string context, int count) => ReadOne<int?>(
        new NpgsqlCommand("SELECT registry.take_ids(p_context => $1, p_context_key => $2, p_count => $3)")
            .Text(context)
            .Bytes(NameKey.Of(context))
            .Number(count),
        static row => row.IsDBNull(0) ? null : (int)row.GetInt64(0),
        otherwise: null,
        CancellationToken.None);

    private Task<FoundIds> FindOrTake(string context, ContentHash[] hashes) => ReadOne(
        new NpgsqlCommand("SELECT * FROM registry.find_or_take_ids(p_context => $1, p_context_key => $2, p_hashes => $3)")
            .Text(context)
            .Bytes(NameKey.Of(context))
            .BytesOf([.. hashes.Select(hash => hash.ToArray())]),
        static row => new FoundIds(row.GetFieldValue<int?[]>(0), row.IsDBNull(1) ? null : (int)row.GetInt64(1)),
        otherwise: new FoundIds(new int?[hashes.Length], null),
        CancellationToken.None);

    private static async Task<StoredSchema?> ReadSchema(NpgsqlDataReader row, SchemaId key, CancellationToken cancellationToken)
    {
        if (!await row.ReadAsync(cancellationToken))
        {
            return null;
        }

        var (guid, generation, content) = (row.GetGuid(0), row.GetInt64(1), row.Content(2));
        var uses = ImmutableArray.CreateBuilder<SchemaUse>();
        do
        {
            if (!row.IsDBNull(7))
            {
                uses.Add(new SchemaUse(row.GetString(7), row.GetInt32(8), row.GetBoolean(9), row.GetInt64(10)));
            }
        }
        while (await row.ReadAsync(cancellationToken));

        return new StoredSchema(new SchemaById(key.Context, key.Id, guid, content, uses.DrainToImmutable()), generation);
    }
}
