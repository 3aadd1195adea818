using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SchemaRegistry.Grains.Abstractions;
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
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private OwnStore _own = null!;
    private ChangeFollower _follower = null!;
    private long _revision;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _own = await OwnStore.Open();
        _follower = Follower(_own.Sqlite);
        await _follower.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _follower.StopAsync(CancellationToken.None);
        _follower.Dispose();
        await _meters.DisposeAsync();
        _own.Dispose();
    }

    [Slow]
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
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var none = _follower.Read(0, 10, new ChangeFilter(".elsewhere"), Timeout.InfiniteTimeSpan, leaving.Token);
        var some = _follower.Read(0, 10, new ChangeFilter(Scope), Deadline, Token);
        await Change();

        Assert.Single((await some).Changes);
        Assert.False(none.IsCompleted);
        var page = await _follower.Read(0, 10, new ChangeFilter(".elsewhere"), TimeSpan.Zero, Token);
        Assert.Empty(page.Changes);
        Assert.Equal(1, page.Through);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => none);
    }

    [Fact]
    public async Task A_change_of_a_kind_that_is_not_known_is_passed_over_and_counted()
    {
        var counted = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "schema_registry.changes.unknown" && instrument.Meter.Scope == _meters.GetRequiredService<IMeterFactory>())
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref counted, value));
        listener.Start();
        using var follower = Follower(new NewerStore(_own.Sqlite));
        await follower.StartAsync(Token);

        await Eventually.Be("a change to be counted", Deadline, async () =>
        {
            await Change();
            return Interlocked.Read(ref counted) > 0;
        });
        var page = await follower.Read(0, 1, ChangeFilter.Everything, Deadline, Token);
        Assert.Equal(ChangeType.Unknown, ChangeEntries.Of(page.Changes[0], page.Position.LogId).Type);
        await follower.StopAsync(Token);
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

    private ChangeFollower Follower(IRegistryStore store) => new(
        store,
        new ChangeMetrics(_meters.GetRequiredService<IMeterFactory>(), TimeProvider.System),
        TimeProvider.System,
        NullLogger<ChangeFollower>.Instance);

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
        Assert.Equal(CommitStatus.Committed, (await _own.Sqlite.Commit(change, Token)).Status);
    }

    /// <summary>Where a newer build has written every change.</summary>
    private sealed class NewerStore(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override async Task<ChangePage> ReadChanges(
            long after, int limit, ChangeFilter filter, CancellationToken cancellationToken)
        {
            var page = await base.ReadChanges(after, limit, filter, cancellationToken);
            return page with
            {
                Changes = [.. page.Changes.Select(entry => entry with { Change = entry.Change with { Kind = (ChangeKind)99 } })],
            };
        }
    }
}
