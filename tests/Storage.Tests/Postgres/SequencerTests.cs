using Npgsql;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Postgres.Commits;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>What numbering has to bear in PostgreSQL.</summary>
[Requires("postgresql")]
public sealed class SequencerTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private const string Leader =
        """
        SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private NumberedLog Log => new(fixture.Store);

    [Fact]
    public async Task An_open_transaction_delays_its_own_change_and_no_other()
    {
        await Log.NumberAll();
        var box = new Sandbox(fixture.Store);
        await using var sequencer = await Log.Lead();
        await box.Register("before", "1");
        Assert.Equal(1, await NumberedLog.NumberAll(sequencer));
        await using var forgotten = await fixture.Direct.OpenConnectionAsync(Token);
        await using var idle = await forgotten.BeginTransactionAsync(Token);
        await Execute(forgotten, "SELECT pg_current_xact_id()");
        var change = await box.Prepare("late", "2");
        await using var held = await HeldTransaction.Of(fixture.Direct, CommitCalls.Of(change, StoreDefaults.Region));
        for (var i = 1; i <= 5; i++)
        {
            await box.Register("after", $"{i + 10}");
        }

        Assert.Equal(5, await NumberedLog.NumberAll(sequencer));
        await held.Commit();
        Assert.Equal(1, (await sequencer.Number(100, Token)).Count);
        Assert.Equal("late", (await Log.Read(new ChangeFilter(box.Context)))[^1].Change.Subject.Name);
    }

    [Fact]
    public async Task Another_leads_within_seconds_when_the_leaders_connection_dies()
    {
        await using var first = await Log.Lead();
        await using var second = await fixture.Another.OpenSequencer(Token);
        Assert.False(await second.TryLead(Token));
        await using (var killer = await fixture.Direct.OpenConnectionAsync(Token))
        {
            await Execute(killer, $"SELECT pg_terminate_backend(pid) FROM ({Leader}) l");
        }

        await Eventually.Be("the second to lead", TimeSpan.FromSeconds(3), () => second.TryLead(Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => first.Number(100, Token));
    }

    [Fact]
    public async Task A_leader_that_is_frozen_loses_the_lead()
    {
        await using var frozen = await Log.Lead();
        await using var second = await fixture.Another.OpenSequencer(Token);
        await Eventually.Be("the second to lead", TimeSpan.FromSeconds(15), () => second.TryLead(Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => frozen.Number(100, Token));
    }

    [Fact]
    public async Task Two_that_both_believe_to_lead_still_number_densely()
    {
        await Log.NumberAll();
        var start = (await fixture.Store.ReadPosition(Token)).Highest;
        var box = new Sandbox(fixture.Store);
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await box.Register($"s{writer}", $"{writer} {i}");
            }
        })));
        await using var one = await fixture.Store.OpenSequencer(Token);
        await using var two = await fixture.Another.OpenSequencer(Token);
        while (!writing.IsCompleted)
        {
            await Task.WhenAll(one.Number(20, Token), two.Number(20, Token));
        }

        await writing;
        var changes = await Log.ReadAll(ChangeFilter.Everything, start);
        Assert.Equal(Enumerable.Range(1, 200).Select(n => start + n), changes.Select(entry => entry.Number));
    }

    [Fact]
    public async Task A_listener_is_told_that_its_connection_died()
    {
        await using var words = fixture.Store.Listen(Token).GetAsyncEnumerator(Token);
        await words.MoveNextAsync();
        await using (var killer = await fixture.Direct.OpenConnectionAsync(Token))
        {
            await Execute(
                killer,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()");
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            while (await words.MoveNextAsync())
            {
            }
        });
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Constants of this class.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Token);
    }
}
