using System.Collections.Concurrent;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>A primary with a synchronous standby is lost, after the standby was away for a while and waiting commits were cancelled.</summary>
[Requires("postgresql"), Slow]
public sealed class FailoverTests(ITestOutputHelper output)
{
    private const string Standby = "follower";
    private const int Writers = 6;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly ConcurrentBag<Guid> _acknowledged = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_is_on_the_standby_that_takes_over()
    {
        await using var primary = await PostgresServer.Start();
        var url = await primary.CreateDatabase();
        await using var standby = await primary.StartStandby(Standby);
        await using var before = new PostgresStore(new PostgresStoreOptions(url));
        await before.Migrate(Token);
        await using var store = new PostgresStore(
            new PostgresStoreOptions(url, MaxConnections: 40) { CommitPatience = TimeSpan.FromMilliseconds(500) });
        var box = new Sandbox(store);
        await new Sandbox(before, box.Context).Register("first", "of the context");
        await primary.WaitForStandby(Standby);

        using var stop = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(box, $"s{writer}", stop.Token))));
        await Eventually.Be("some to be acknowledged", Deadline, () => _acknowledged.Count > 100);
        await standby.Crash();
        for (var cancelled = 0; cancelled < 2 * Writers; cancelled++)
        {
            await Eventually.Be("a commit to wait and be cancelled", Deadline, primary.CancelWaitingCommits);
        }

        await stop.CancelAsync();
        await writing;
        await primary.Crash();
        await standby.StartAgain();
        await standby.Promote();

        await using var after = new PostgresStore(new PostgresStoreOptions(url.Replace($":{primary.Port}/", $":{standby.Port}/", StringComparison.Ordinal)));
        output.WriteLine($"{_acknowledged.Count} were acknowledged");
        foreach (var request in _acknowledged)
        {
            Assert.NotNull(await after.FindChange(request, Token));
        }
    }

    // As a registry does: what is unknown is looked for, and counts when it is settled.
    private async Task Write(Sandbox box, string subject, CancellationToken stop)
    {
        for (var count = 0; !stop.IsCancellationRequested; count++)
        {
            try
            {
                var change = await box.Prepare(subject, $"{subject} {count}");
                if (await IsMade(box.Store, change))
                {
                    _acknowledged.Add(change.Origin.RequestId);
                }
            }
            catch (StoreUnavailableException)
            {
                // Nobody was told that it was made.
            }
        }
    }

    private static async Task<bool> IsMade(IRegistryStore store, RegisterVersion change)
    {
        try
        {
            return (await store.Commit(change, Token)).Status == CommitStatus.Committed;
        }
        catch (CommitOutcomeUnknownException)
        {
            if (await store.FindChange(change.Origin.RequestId, Token) is null)
            {
                return false;
            }

            await store.Settle(Token);
            return true;
        }
    }
}
