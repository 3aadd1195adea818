using System.Diagnostics;
using Npgsql;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>A migration that wants a table which somebody reads for long.</summary>
[Requires("postgresql")]
public sealed class MigrationLockTests(PostgresAssembly assembly)
{
    // The next one alters a table that every registration and lookup reads.
    private const string Last = "SchemaRegistry.Storage.Postgres.Migrations.0030_webhooks.sql";
    private const string Read = "SELECT count(*) FROM registry.contexts";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1.5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_migration_that_waits_for_a_long_reader_does_not_keep_others_from_reading()
    {
        var url = await (await assembly.Server).CreateDatabase();
        await using var database = new MigratedDatabase(url);
        await database.MigrateTo(Last);
        await using var source = NpgsqlDataSource.Create(PostgresServer.ConnectionString(url));
        await using var dump = await source.OpenConnectionAsync(Token);
        await using var reading = await dump.BeginTransactionAsync(Token);
        await Count(dump);

        var migrating = Record.ExceptionAsync(() => database.Store.Migrate(Token)).AsTask();
        await Eventually.Be("the migration to wait for the reader", TimeSpan.FromSeconds(5), () => Ask(
            source,
            """
            SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
              WHERE NOT l.granted AND l.locktype = 'relation' AND d.datname = current_database())
            """));
        var startedAt = Stopwatch.GetTimestamp();
        await using (var other = await source.OpenConnectionAsync(Token))
        {
            await Count(other);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, Longest);
        Assert.IsType<StoreUnavailableException>(await migrating);
        await reading.RollbackAsync(Token);
        await database.Store.Migrate(Token);
        await new Sandbox(database.Store).Register("s", "1");
    }

    [Fact]
    public async Task Who_migrates_waits_for_another_who_does()
    {
        var url = await (await assembly.Server).CreateDatabase();
        await using var database = new MigratedDatabase(url);
        await using var source = NpgsqlDataSource.Create(PostgresServer.ConnectionString(url));
        await using var another = await source.OpenConnectionAsync(Token);
        await using (var take = new NpgsqlCommand("SELECT pg_advisory_lock(hashtextextended('registry.migrations', 0))", another))
        {
            await take.ExecuteNonQueryAsync(Token);
        }

        var migrating = database.Store.Migrate(Token);
        await Eventually.Be("it to wait for longer than for a table", TimeSpan.FromSeconds(5), () => Ask(
            source,
            """
            SELECT EXISTS (SELECT FROM pg_stat_activity
              WHERE datname = current_database() AND wait_event = 'advisory' AND clock_timestamp() - query_start > '0.7 s')
            """));
        Assert.False(migrating.IsCompleted);
        await another.CloseAsync();
        await migrating;
    }

    private static async Task Count(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Read, connection) { CommandTimeout = 5 };
        await command.ExecuteScalarAsync(Token);
    }

#pragma warning disable CA2100 // Texts of this class.
    private static async Task<bool> Ask(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Token) is true;
    }
#pragma warning restore CA2100
}
