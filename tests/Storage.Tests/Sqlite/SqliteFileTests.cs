using Microsoft.Data.Sqlite;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Sqlite;

public sealed class SqliteFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => _folder.File("sub/registry.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_acknowledged_is_there_after_opening_again()
    {
        RegisterVersion change;
        string context;
        using (var store = await Open())
        {
            var box = new Sandbox(store);
            (context, change) = (box.Context, await box.Register("s", "1"));
        }

        using var again = await Open();
        Assert.Equal("1", (await again.FindSchema(context, change.Id, Token))!.Schema.Content.Text);
        Assert.Equal(change.Id + 1, (await again.TakeIds(context, 1, Token))[0]);
    }

    [Fact]
    public async Task A_second_process_is_refused_with_a_clear_line()
    {
        using var first = await Open();
        var fault = Assert.Throws<StoreUnusableException>(() => new SqliteStore(new SqliteStoreOptions(File), TimeProvider.System));
        Assert.Contains("another process uses it", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_free_again_after_disposal()
    {
        (await Open()).Dispose();
        using var again = await Open();
        await again.Ping(Token);
    }

    [Fact]
    public async Task Commits_wait_for_the_disk_and_ids_do_not()
    {
        const long Full = 2, Normal = 1;
        using var database = new SqliteDatabase(File);
        Assert.Equal(Full, await database.Write(db => (db.Number("PRAGMA synchronous"), Keep: true), Token));
        Assert.Equal(Normal, await database.WriteSoon(db => db.Number("PRAGMA synchronous"), Token));
        Assert.Equal(Full, await database.Write(db => (db.Number("PRAGMA synchronous"), Keep: true), Token));
    }

    [Fact]
    public async Task A_database_that_fails_is_unavailable()
    {
        using var store = await Open();
        await new Sandbox(store).Register("s", "1");
        await using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await using var command = new SqliteCommand("DROP TABLE subjects", connection);
            await command.ExecuteNonQueryAsync(Token);
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.LoadSubject(new SubjectName(".", "s"), Token));
    }

    [Fact]
    public async Task The_time_of_a_change_is_that_of_the_clock()
    {
        using var store = new SqliteStore(new SqliteStoreOptions(File, "eu"), new FixedClock(1_750_000_000_123));
        await store.Migrate(Token);
        var box = new Sandbox(store);
        var change = await box.Register("s", "1");
        var logged = (await store.FindChange(change.Origin.RequestId, Token))!;
        Assert.Equal((1_750_000_000_123, "eu"), (logged.At, logged.Region));
    }

    private async Task<SqliteStore> Open()
    {
        var store = new SqliteStore(new SqliteStoreOptions(File), TimeProvider.System);
        await store.Migrate(Token);
        return store;
    }

    private sealed class FixedClock(long now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(now);
    }
}
