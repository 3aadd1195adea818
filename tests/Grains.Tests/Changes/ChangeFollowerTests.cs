using Microsoft.Extensions.Logging.Abstractions;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Changes;

/// <summary>Subscribers of one process, on a real store.</summary>
public sealed class ChangeFollowerTests : IAsyncLifetime
{
    private const string Scope = ".scope";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly TempFolder _folder = new();
    private SqliteStore _store = null!;
    private ChangeFollower _follower = null!;
    private long _revision;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = new SqliteStore(new SqliteStoreOptions(_folder.File("registry.db")), TimeProvider.System);
        await _store.Migrate(Token);
        _follower = new ChangeFollower(_store, TimeProvider.System, NullLogger<ChangeFollower>.Instance);
        await _follower.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _follower.StopAsync(CancellationToken.None);
        _follower.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_subscriber_sees_every_change_in_order_however_slow()
    {
        const int Changes = 300;
        var subscribers = Enumerable.Range(0, 8).Select(slowness => Collect(Changes, slowness)).ToArray();
        for (var i = 0; i < Changes; i++)
        {
            await Change();
        }

        foreach (var seen in await Task.WhenAll(subscribers).WaitAsync(Deadline, Token))
        {
            Assert.Equal(Enumerable.Range(1, Changes), seen);
        }
    }

    [Fact]
    public async Task A_change_that_another_filter_wants_wakes_nobody_else()
    {
        var none = _follower.Read(0, 10, new ChangeFilter(".elsewhere"), TimeSpan.FromMilliseconds(300), Token);
        var some = _follower.Read(0, 10, new ChangeFilter(Scope), Deadline, Token);
        await Change();

        Assert.Single((await some).Changes);
        var page = await none;
        Assert.Empty(page.Changes);
        Assert.Equal(1, page.Through);
    }

    [Fact]
    public async Task Who_waits_is_answered_when_the_process_stops()
    {
        var waiting = _follower.Read(0, 10, ChangeFilter.Everything, Timeout.InfiniteTimeSpan, Token);
        await _follower.StopAsync(Token);

        Assert.Empty((await waiting.WaitAsync(Deadline, Token)).Changes);
    }

    [Fact]
    public async Task Who_gives_up_is_let_go()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = _follower.Read(0, 10, ChangeFilter.Everything, Timeout.InfiniteTimeSpan, patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Deadline, Token));
    }

    private async Task<List<int>> Collect(int count, int slowness)
    {
        var seen = new List<int>();
        await foreach (var change in _follower.Follow(0, ChangeFilter.Everything, Token))
        {
            seen.Add((int)change.Number);
            if (seen.Count == count)
            {
                break;
            }

            if (seen.Count % 50 < slowness)
            {
                await Task.Delay(1, Token);
            }
        }

        return seen;
    }

    private async Task Change()
    {
        var change = new ReplaceScopeSettings(
            Scope, _revision++, RegistryConfig.Empty, null, new CommitOrigin("tester", Guid.NewGuid()), SettingsPart.Config);
        Assert.Equal(CommitStatus.Committed, (await _store.Commit(change, Token)).Status);
    }
}
