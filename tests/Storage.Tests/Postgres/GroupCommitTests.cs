using System.Diagnostics;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Commits;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>Registrations of different subjects that come together go in one transaction, and each has its own outcome.</summary>
[Requires("postgresql")]
public sealed class GroupCommitTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private const int Many = 10;
    private readonly Sandbox _box = fixture.Tested.Sandbox();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_who_come_together_are_one_transaction()
    {
        var results = await Together(await Prepare());

        Assert.All(results, result => Assert.Equal(CommitStatus.Committed, result.Status));
        Assert.Equal(1, await Transactions());
    }

    [Fact]
    public async Task One_that_lost_its_fence_is_told_and_the_others_are_committed_with_it()
    {
        var changes = await Prepare();
        await _box.Register(changes[3].Subject.Name, "meanwhile");

        var results = await Together(changes);

        Assert.Equal(CommitStatus.Stale, results[3].Status);
        Assert.Equal(Many - 1, results.Count(result => result.Status == CommitStatus.Committed));
    }

    [Fact]
    public async Task One_that_shows_only_after_a_write_to_be_refused_is_told_and_the_others_are_committed()
    {
        var changes = await Prepare();
        await _box.Import("imported", "another content", changes[3].Id, 1);

        var results = await Together(changes);

        Assert.Equal(CommitStatus.ContentGone, results[3].Status);
        Assert.Equal(Many - 1, results.Count(result => result.Status == CommitStatus.Committed));
        Assert.Null(await _box.Store.FindId(_box.Context, changes[3].Hash, Token));
    }

    [Fact]
    public async Task One_that_is_a_mistake_fails_alone()
    {
        var changes = await Prepare();
        changes[3] = changes[3] with { Origin = changes[3].Origin with { Actor = "a character that PostgreSQL does not store: \0" } };

        var outcomes = await TryTogether(changes);

        Assert.Equal([3], outcomes.Index().Where(outcome => outcome.Item is not null).Select(outcome => outcome.Index));
    }

    [Fact]
    public async Task One_whose_caller_has_gone_is_left_behind()
    {
        var changes = await Prepare();
        using var gone = new CancellationTokenSource();
        var blocked = await BlockedTrips.Of(fixture.Store);
        var commits = changes.Index().Select(entry => fixture.Store.Commit(entry.Item, entry.Index == 3 ? gone.Token : Token)).ToList();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commits[3]);
        blocked.LetGo();
        commits.RemoveAt(3);
        await Task.WhenAll(commits);

        Assert.Null(await _box.Store.FindChange(changes[3].Origin.RequestId, Token));
    }

    [Fact]
    public async Task One_that_meets_a_lock_does_not_keep_the_others_waiting()
    {
        await _box.Register("first", "of the context");
        var changes = await Prepare();
        var rival = await _box.Prepare(changes[3].Subject, Sandbox.Content("rival"));
        await using var held = await HeldTransaction.Of(fixture.Direct, CommitCalls.Of(rival, StoreDefaults.Region));
        var blocked = await BlockedTrips.Of(fixture.Store);
        var commits = changes.Select(change => fixture.Store.Commit(change, Token)).ToList();
        blocked.LetGo();

        var others = await Task.WhenAll(commits.Where((_, place) => place != 3));
        await held.Commit();
        await commits[3].ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.All(others, result => Assert.Equal(CommitStatus.Committed, result.Status));
    }

    [Fact]
    public async Task Subjects_whose_locks_are_held_do_not_keep_those_who_come_later_waiting()
    {
        await _box.Register("first", "of the context");
        var changes = await Prepare();
        await using var held = await HeldTransaction.Of(fixture.Direct, CommitCalls.Of(changes[0], StoreDefaults.Region));
        await using var alsoHeld = await HeldTransaction.Of(fixture.Direct, CommitCalls.Of(changes[1], StoreDefaults.Region));
        var locked = new List<Task>();
        foreach (var change in changes[..2])
        {
            locked.Add(Record.ExceptionAsync(() => fixture.Store.Commit(change, Token)).AsTask());
            await Eventually.Be("it to wait for the lock", TimeSpan.FromSeconds(2), async () => await Waiting() == locked.Count);
        }

        var startedAt = Stopwatch.GetTimestamp();
        foreach (var change in changes[2..])
        {
            Assert.Equal(CommitStatus.Committed, (await fixture.Store.Commit(change, Token)).Status);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.All(locked, commit => Assert.False(commit.IsCompleted));
        await Task.WhenAll(locked);
    }

    [Theory]
    [InlineData(ProxyMode.CutRequest, 0)]
    [InlineData(ProxyMode.CutAnswer, Many)]
    public async Task A_connection_cut_inside_a_group_commit_leaves_every_outcome_unknown(ProxyMode cut, int committed)
    {
        await using var proxy = new TcpProxy(fixture.Server.Port);
        await using var store = new PostgresStore(new PostgresStoreOptions(
            fixture.Url.Replace($":{fixture.Server.Port}/", $":{proxy.Port}/", StringComparison.Ordinal)));
        await store.Ping(Token);
        var changes = await Prepare();
        var blocked = await BlockedTrips.Of(store);
        var commits = changes.Select(change => store.Commit(change, Token)).ToList();
        proxy.Mode = cut;
        blocked.LetGo();
        foreach (var commit in commits)
        {
            await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => commit);
        }

        var logged = await Task.WhenAll(changes.Select(change => _box.Store.FindChange(change.Origin.RequestId, Token)));
        Assert.Equal(committed, logged.Count(change => change is not null));
    }

    private async Task<RegisterVersion[]> Prepare()
    {
        var changes = new RegisterVersion[Many];
        for (var number = 0; number < Many; number++)
        {
            changes[number] = await _box.Prepare($"s{number}", $"{number}");
        }

        return changes;
    }

    private async Task<CommitResult[]> Together(RegisterVersion[] changes)
    {
        var blocked = await BlockedTrips.Of(fixture.Store);
        var commits = changes.Select(change => fixture.Store.Commit(change, Token)).ToList();
        blocked.LetGo();
        return await Task.WhenAll(commits);
    }

    private async Task<Exception?[]> TryTogether(RegisterVersion[] changes)
    {
        var blocked = await BlockedTrips.Of(fixture.Store);
        var commits = changes.Select(change => Record.ExceptionAsync(() => fixture.Store.Commit(change, Token)).AsTask()).ToList();
        blocked.LetGo();
        return await Task.WhenAll(commits);
    }

    private async Task<long> Waiting()
    {
        await using var command = fixture.Direct.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private async Task<long> Transactions()
    {
        await using var command = fixture.Direct.CreateCommand(
            "SELECT count(DISTINCT v.xmin::text) FROM registry.versions v JOIN registry.contexts x USING (context_id) WHERE x.name = $1");
        command.Parameters.AddWithValue(_box.Context);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
