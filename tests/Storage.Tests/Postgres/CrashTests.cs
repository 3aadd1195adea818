using System.Diagnostics;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>What callers see when PostgreSQL crashes and comes back. The server is their own.</summary>
[Requires("postgresql")]
public sealed class CrashTests : IAsyncLifetime
{
    private PostgresServer _server = null!;
    private PostgresStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.Start();
        _store = new PostgresStore(new PostgresStoreOptions(await _server.CreateDatabase()));
        await _store.Migrate(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_crashed_server_is_told_within_two_seconds_and_used_again_when_it_is_back()
    {
        var box = new Sandbox(_store);
        var kept = await box.Register("s", "1");
        var lost = await box.Prepare("s", "2");
        await _server.Crash();

        foreach (var attempt in (Func<Task>[])
                 [() => _store.Commit(lost, Token), () => _store.Commit(lost, Token), () => _store.Ping(Token), () => box.Versions("s")])
        {
            var started = Stopwatch.GetTimestamp();
            await Assert.ThrowsAnyAsync<StoreUnavailableException>(attempt);
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        }

        await _server.StartAgain();
        Assert.Equal(kept.Id, Assert.Single(await box.Versions("s")).Id);
        Assert.Equal(CommitStatus.Committed, (await _store.Commit(lost, Token)).Status);
    }

    [Fact]
    public async Task Reads_survive_a_restart_without_a_fault()
    {
        var box = new Sandbox(_store);
        await box.Register("s", "1");
        await _server.Crash();
        await _server.StartAgain();
        Assert.Single(await box.Versions("s"));
    }

    [Fact]
    public async Task Ids_taken_before_a_crash_are_not_taken_again_once_they_were_used()
    {
        var box = new Sandbox(_store);
        var used = await box.Register("s", "1");
        await _server.Crash();
        await _server.StartAgain();
        Assert.True((await _store.TakeIds(box.Context, 1, Token))[0] > used.Id);
    }
}
