using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Storage.Webhooks;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>What counts as committed while the standby that is to have every commit is away. The server is their own.</summary>
[Requires("postgresql"), Slow]
public sealed class StandbyTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private PostgresServer _server = null!;
    private PostgresStore _store = null!;
    private PostgresStore _patient = null!;
    private Sandbox _box = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.Start();
        var url = await _server.CreateDatabase();
        _store = new PostgresStore(new PostgresStoreOptions(url, MaxConnections: 8) { CommitPatience = Patience });
        _patient = new PostgresStore(new PostgresStoreOptions(url));
        await _patient.Migrate(Token);
        _box = new Sandbox(_patient);
        await _box.Register("other", "of the context");
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _patient.DisposeAsync();
        await _server.DisposeAsync();
    }

    public static TheoryData<int> Numbers => [1, 5];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_commit_that_waits_for_its_standby_is_unknown_and_is_not_cancelled(int together)
    {
        var changes = await Prepare(together);
        await _server.WaitForStandby("absent");

        await AreUnknown(changes);
        foreach (var change in changes)
        {
            Assert.Null(await _store.FindChange(change.Origin.RequestId, Token));
        }

        await _server.WaitForStandby(null);
        foreach (var change in changes)
        {
            await Eventually.Be("the commit to be made", Deadline, async () => await _store.FindChange(change.Origin.RequestId, Token) is not null);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_commit_that_no_standby_has_is_no_success(int together)
    {
        var changes = await Prepare(together);
        await _server.WaitForStandby("absent");
        var commits = AreUnknown(changes);
        await Eventually.Be("the commits to be cancelled", Deadline, _server.CancelWaitingCommits);

        await commits;
    }

    [Fact]
    public async Task What_no_standby_has_counts_when_a_later_commit_has_returned()
    {
        var change = (await Prepare(1))[0];
        await _server.WaitForStandby("absent");
        var commit = AreUnknown([change]);
        await Eventually.Be("the commit to be cancelled", Deadline, _server.CancelWaitingCommits);
        await commit;
        Assert.NotNull(await _store.FindChange(change.Origin.RequestId, Token));

        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => _store.Settle(Token));
        await _server.WaitForStandby(null);
        await _patient.Settle(Token);
    }

    [Fact]
    public async Task Deletions_settings_and_webhooks_are_no_success_either()
    {
        await _box.Register("s", "1");
        var deletion = await _box.PrepareDelete("s", permanent: false, whole: false, 1);
        var settings = new ReplaceScopeSettings(".elsewhere", 0, null, RegistryMode.ReadOnly, Sandbox.Origin());
        var webhook = new Webhook(
            Guid.NewGuid(), 0, 1, "http://example.com", "secret", "", null, "", "", IsEnabled: true, new WebhookProgress(0));
        await _server.WaitForStandby("absent");

        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => _store.Commit(deletion, Token));
        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => _store.Commit(settings, Token));
        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => _store.AddWebhook(webhook, 10, Token));
    }

    [Fact]
    public async Task Commits_that_wait_leave_connections_to_read_with()
    {
        var changes = await Prepare(12);
        await _server.WaitForStandby("absent");

        await Task.WhenAll(changes.Select(change =>
            Assert.ThrowsAnyAsync<StoreUnavailableException>(() => _store.Commit(change, Token))));

        Assert.Single((await _store.LoadSubject(_box.Subject("other"), Token)).Versions);
        await _server.WaitForStandby(null);
        await _box.Register("afterwards", "it goes on");
    }

    private async Task AreUnknown(RegisterVersion[] changes)
    {
        var blocked = await BlockedTrips.Of(_store);
        var commits = changes.Select(change => _store.Commit(change, Token)).ToList();
        blocked.LetGo();
        foreach (var commit in commits)
        {
            await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => commit);
        }
    }

    private async Task<RegisterVersion[]> Prepare(int count)
    {
        var changes = new RegisterVersion[count];
        for (var number = 0; number < count; number++)
        {
            changes[number] = await _box.Prepare($"s{number}", $"text {number}");
        }

        return changes;
    }
}
