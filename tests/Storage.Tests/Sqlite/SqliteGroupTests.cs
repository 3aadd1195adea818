using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Sqlite;

/// <summary>Changes that come while another one is under way share a transaction, and each has its own outcome.</summary>
public sealed class SqliteGroupTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteGroupTests() => _database = new SqliteDatabase(_folder.File("registry.db"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task One_that_is_not_to_be_kept_is_undone_and_the_others_are_kept()
    {
        var results = await Together(number => (number, Keep: number != 2));

        var told = await Task.WhenAll(results);
        Assert.Equal([0, 1, 2, 3], told);
        Assert.Equal("0 1 3", Kept());
    }

    [Fact]
    public async Task One_that_fails_fails_alone()
    {
        var results = await Together(number => number == 2 ? throw new InvalidOperationException("a mistake") : (number, Keep: true));

        await Assert.ThrowsAsync<InvalidOperationException>(() => results[2]);
        results.RemoveAt(2);
        await Task.WhenAll(results);
        Assert.Equal("0 1 3", Kept());
    }

    [Fact]
    public async Task One_whose_caller_has_gone_is_left_behind()
    {
        using var gone = new CancellationTokenSource();
        var results = await Together(number => (number, Keep: true), number => number == 2 ? gone.Token : Token, gone.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => results[2]);
        results.RemoveAt(2);
        await Task.WhenAll(results);
        Assert.Equal("0 1 3", Kept());
    }

    // The first holds the writer until the others are there.
    private async Task<List<Task<int>>> Together(
        Func<int, (int, bool Keep)> end, Func<int, CancellationToken>? token = null, Action? meanwhile = null)
    {
        using var hold = new ManualResetEventSlim();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _database.Write(
            db =>
            {
                db.Execute("CREATE TABLE kept (number INTEGER NOT NULL)");
                started.SetResult();
                hold.Wait(Token);
                return (true, Keep: true);
            },
            Token);
        await started.Task;
        var others = Enumerable.Range(0, 4).Select(number => _database.Write(
            db =>
            {
                db.Execute("INSERT INTO kept (number) VALUES ($1)", number);
                return end(number);
            },
            token?.Invoke(number) ?? Token)).ToList();
        meanwhile?.Invoke();
        hold.Set();
        await first;
        return others;
    }

    private string Kept() => _database.Read(db =>
    {
        using var row = db.Query("SELECT group_concat(number, ' ') FROM (SELECT number FROM kept ORDER BY number)");
        return row.Read() ? row.GetString(0) : "";
    });
}
