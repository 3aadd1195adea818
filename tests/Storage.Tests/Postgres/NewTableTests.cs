using System.Globalization;
using Npgsql;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>
/// What is asked of tables that have grown since a connection first asked, as in a large import, reads no more than it needs: the server
/// keeps the plan that it made when they were small.
/// </summary>
[Requires("postgresql")]
public sealed class NewTableTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private const int Small = 10;
    private const int Large = 3_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Purging_ids_reads_those_ids()
    {
        await using var connection = await fixture.Direct.OpenConnectionAsync(Token);
        await using var undone = await connection.BeginTransactionAsync(Token);
        await Scalar(connection, "INSERT INTO registry.contexts (name, key, next_id, established) VALUES ('.new', sha256('.new'), 3001, true)");
        await Seed(connection, 1, Small);
        Assert.Equal(Small, await Purge(connection, 1, Small));
        await Seed(connection, Small + 1, Large);
        var before = await Read(connection);

        Assert.Equal(1_000, await Purge(connection, Large - 999, Large));
        Assert.InRange(await Read(connection) - before, 1_000, 10_000);
    }

    private static Task<long> Seed(NpgsqlConnection connection, int first, int last) => Scalar(
        connection,
        $"""
        WITH seeded AS (
          INSERT INTO registry.schemas (context_id, id, region, sha256, guid, type, text)
          SELECT x.context_id, n, 'local', sha256(convert_to('new ' || n, 'UTF8')), gen_random_uuid(), 'AVRO', '"int"'
          FROM registry.contexts x, generate_series({first}, {last}) n WHERE x.name = '.new'
          RETURNING context_id, sha256, region, id)
        INSERT INTO registry.claims (context_id, sha256, region, id) SELECT * FROM seeded
        """);

    private static Task<long> Purge(NpgsqlConnection connection, int first, int last) => Scalar(
        connection,
        $"""
        SELECT count(*) FILTER (WHERE registry.purge_if_unused(x.context_id, n))
        FROM registry.contexts x, generate_series({first}, {last}) n WHERE x.name = '.new'
        """);

    private static Task<long> Read(NpgsqlConnection connection) => Scalar(
        connection, "SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_xact_user_tables WHERE relid = 'registry.schemas'::regclass");

    private static async Task<long> Scalar(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Numbers.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return Convert.ToInt64(await command.ExecuteScalarAsync(Token), CultureInfo.InvariantCulture);
    }
}
