using Npgsql;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Tests.Conformance;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>Logs that hold more or less than the store itself wrote; the database is their own.</summary>
[Requires("postgresql")]
public sealed class ForeignRowTests(PostgresAssembly assembly) : IAsyncLifetime
{
    private PostgresStore _store = null!;
    private NpgsqlDataSource _direct = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var url = await (await assembly.Server).CreateDatabase();
        _store = new PostgresStore(new PostgresStoreOptions(url));
        await _store.Migrate(Token);
        Assert.True(PostgresUrl.TryParse(url, out var connection, out _));
        _direct = NpgsqlDataSource.Create(connection.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _direct.DisposeAsync();
    }

    [Fact]
    public Task A_log_that_is_not_kept_whole_says_so() => PrunedLog.Is_told_to_followers_and_keeps_its_numbers(_store);

    [Fact]
    public async Task A_row_waits_until_all_earlier_revisions_of_its_subject_are_numbered()
    {
        var log = new NumberedLog(_store);
        await using var sequencer = await log.Lead();
        await Insert("s", 3);
        await Insert("t", 1);
        await Insert("s", 2);
        var first = await sequencer.Number(100, Token);
        Assert.Equal((1, 2), (first.Count, first.Held));
        Assert.Equal(2, (await _store.ReadLag(Token)).Count);

        await Insert("s", 1);
        await NumberedLog.NumberAll(sequencer);
        Assert.Equal(
            ["t 1", "s 1", "s 2", "s 3"],
            (await log.Read(ChangeFilter.Everything)).Select(entry => $"{entry.Change.Subject.Name} {entry.Change.Revision}"));
    }

    private async Task Insert(string subject, long revision)
    {
        await using var command = _direct.CreateCommand(
            """
            INSERT INTO registry.changes (region, context, subject, revision, kind, payload, actor, request_id, at)
            VALUES ('elsewhere', '.', $1, $2, 3, '{}', 'x', gen_random_uuid(), 1)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = subject });
        command.Parameters.Add(new NpgsqlParameter { Value = revision });
        await command.ExecuteNonQueryAsync(Token);
    }
}
