using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Commits;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>What is left behind when one end of a connection vanishes without a word.</summary>
[Requires("postgresql")]
public sealed class LostPeerTests(PostgresFixture fixture, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_ends_give_up_one_that_says_nothing(bool isSession)
    {
        await using var source = Open(isSession);
        await using var connection = await source.OpenConnectionAsync(Token);

        Assert.Equal(10_000, LostPeer.LimitOf(connection));
        Assert.Equal("5 1 3 10000 2s 5s", await Ask<string>(
            connection,
            """
            SELECT concat_ws(' ', current_setting('tcp_keepalives_idle'), current_setting('tcp_keepalives_interval'),
              current_setting('tcp_keepalives_count'), current_setting('tcp_user_timeout'),
              current_setting('client_connection_check_interval'), current_setting('idle_in_transaction_session_timeout'))
            """));
    }

    [Theory, Slow]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Locks_of_a_half_sent_trip_go_when_its_client_has_vanished(bool isSession)
    {
        Assert.SkipWhen(NetworkCut.WhyNot() is not null, "There can be no cuts here.");
        var box = new Sandbox(fixture.Store);
        await box.Register("s", "0");
        var (change, rival) = (await box.Prepare("s", "1"), await box.Prepare("s", "2"));
        await using var source = Open(isSession);
        var connection = await source.OpenConnectionAsync(Token);
        var port = await Ask<int>(connection, "SELECT client_port FROM pg_stat_activity WHERE pid = pg_backend_pid()");
        using var rest = new StalledStream(1 << 20);
        var trip = SendHalf(connection, CommitCalls.Of(change, StoreDefaults.Region), rest);
        await Eventually.Be("the first half to be there", Bound, async () => await Ask<long>(
            fixture.Direct, $"SELECT count(*) FROM pg_stat_activity WHERE client_port = {port} AND wait_event = 'ClientRead' AND state = 'active'") == 1);

        var startedAt = Stopwatch.GetTimestamp();
        using (NetworkCut.CutConnection(port, fixture.Server.Port))
        {
            await Eventually.Be("the lock to be free", Bound, async () =>
                (await fixture.Store.Commit(rival, Token)).Status == CommitStatus.Committed);
        }

        output.WriteLine($"The lock was free after {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:0.0} s");
        rest.GoOn();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => trip);
    }

    [Fact, Slow]
    public async Task A_commit_that_the_network_swallowed_gives_its_connection_back()
    {
        Assert.SkipWhen(NetworkCut.WhyNot() is not null, "There can be no cuts here.");
        await using var store = new PostgresStore(
            new PostgresStoreOptions(fixture.Url, MaxConnections: 1) { CommitPatience = TimeSpan.FromMilliseconds(100) });
        var box = new Sandbox(fixture.Store);
        var change = await box.Prepare("s", "1");
        var before = await Ports();
        await store.Ping(Token);
        var port = (await Ports()).Except(before).Single();

        using (NetworkCut.CutConnection(port, fixture.Server.Port))
        {
            var startedAt = Stopwatch.GetTimestamp();
            await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => store.Commit(change, Token));
            await Eventually.Be("its connection to end", Bound, async () =>
            {
                await store.Ping(Token);
                return true;
            });
            output.WriteLine($"There was a connection after {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:0.0} s");
        }
    }

    private NpgsqlDataSource Open(bool isSession)
    {
        var options = new PostgresStoreOptions(fixture.Url);
        return isSession ? PostgresConnections.OpenSession(options) : PostgresConnections.Open(options);
    }

    // The change, and behind it a statement of which only a part is sent.
    private static async Task SendHalf(NpgsqlConnection connection, NpgsqlCommand change, Stream rest)
    {
        await using (connection)
        {
            await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
            var first = new NpgsqlBatchCommand(change.CommandText);
            foreach (NpgsqlParameter parameter in change.Parameters)
            {
                first.Parameters.Add(parameter.Clone());
            }

            batch.BatchCommands.Add(first);
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT length($1)")
            {
                Parameters = { new NpgsqlParameter { Value = rest, NpgsqlDbType = NpgsqlDbType.Bytea } },
            });
            await batch.ExecuteNonQueryAsync(Token);
        }
    }

    private async Task<int[]> Ports() => await Ask<int[]>(
        fixture.Direct, "SELECT coalesce(array_agg(client_port), '{}') FROM pg_stat_activity WHERE datname = current_database() AND client_port IS NOT NULL");

    private static async Task<T> Ask<T>(NpgsqlDataSource source, string sql)
    {
        await using var connection = await source.OpenConnectionAsync(Token);
        return await Ask<T>(connection, sql);
    }

#pragma warning disable CA2100 // Texts of this class.
    private static async Task<T> Ask<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Token))!;
    }
#pragma warning restore CA2100
}
