using System.Diagnostics;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Commits;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>What callers see when a statement, a connection or the way to the server fails.</summary>
[Requires("postgresql")]
public sealed class FaultTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ProxyMode.CutRequest, false)]
    [InlineData(ProxyMode.CutAnswer, true)]
    public async Task A_connection_cut_inside_a_commit_leaves_the_outcome_unknown(ProxyMode cut, bool committed)
    {
        await using var proxy = new TcpProxy(fixture.Server.Port);
        await using var store = Behind(proxy);
        var box = new Sandbox(store);
        var change = await box.Prepare("s", "1");
        proxy.Mode = cut;
        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => store.Commit(change, Token));
        proxy.Mode = ProxyMode.Forward;
        Assert.Equal(committed, await store.FindChange(change.Origin.RequestId, Token) is not null);
        Assert.Equal(committed ? 1 : 0, await store.ReadRevision(box.Subject("s"), Token));
    }

    [Fact]
    public async Task A_server_out_of_reach_is_told_within_the_time_to_connect()
    {
        await using var proxy = new TcpProxy(fixture.Server.Port) { Mode = ProxyMode.Swallow };
        await using var store = Behind(proxy);
        var started = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Ping(Token));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(3.5));
    }

    [Fact]
    public async Task A_lock_that_is_never_granted_ends_as_unavailable()
    {
        var box = new Sandbox(fixture.Store);
        await box.Register("s", "0");
        var change = await box.Prepare("s", "1");
        await using var held = await HeldTransaction.Of(fixture.Direct, CommitCalls.Of(change, StoreDefaults.Region));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => fixture.Store.Commit(change, Token));
    }

    [Fact]
    public async Task A_wrong_password_or_database_is_unavailable_and_says_why()
    {
        await using var store = new PostgresStore(new PostgresStoreOptions(fixture.Server.Url("nowhere")));
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Ping(Token));
        Assert.Contains("nowhere", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_processes_may_migrate_an_empty_database_at_once()
    {
        var url = await fixture.Server.CreateDatabase();
        var stores = Enumerable.Range(0, 6).Select(_ => new PostgresStore(new PostgresStoreOptions(url))).ToList();
        await Task.WhenAll(stores.Select(store => Task.Run(() => store.Migrate(Token))));
        await new Sandbox(stores[0]).Register("s", "1");
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    private PostgresStore Behind(TcpProxy proxy) => new(new PostgresStoreOptions(
        fixture.Url.Replace($":{fixture.Server.Port}/", $":{proxy.Port}/", StringComparison.Ordinal)));
}
