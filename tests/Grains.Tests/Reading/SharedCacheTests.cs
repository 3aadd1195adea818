using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Serialization;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Abstractions.Serialization;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Grains.Reading;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Redis;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Reading;

/// <summary>Two silos' readers over one real Redis and one real store; neither hears of changes, as if every word were missed.</summary>
[Requires("redis-server")]
public sealed class SharedCacheTests : IAsyncLifetime
{
    private const string Context = ".";
    private static readonly SubjectName Subject = new(Context, "s");
    private readonly ServiceProvider _serializers = new ServiceCollection().AddMetrics().AddSerializer().AddMessages().BuildServiceProvider();
    private readonly ManualClock _clock = new();
    private readonly List<RedisCache> _caches = [];
    private RedisServer _redis = null!;
    private ChangeMetrics _metrics = null!;
    private OwnStore _own = null!;
    private GatedStore _store = null!;
    private ChangeFollower _log = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.Start();
        _metrics = new ChangeMetrics(_serializers.GetRequiredService<IMeterFactory>(), TimeProvider.System);
        _own = await OwnStore.Open();
        _store = new GatedStore(_own.Sqlite);
        _log = new ChangeFollower(_store, _metrics, TimeProvider.System, NullLogger<ChangeFollower>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cache in _caches)
        {
            await cache.DisposeAsync();
        }

        await _redis.DisposeAsync();
        _log.Dispose();
        _own.Dispose();
        await _serializers.DisposeAsync();
    }

    [Fact]
    public async Task What_one_silo_has_read_another_finds_in_Redis()
    {
        var (first, second) = (Silo(), Silo());
        await Register();
        var read = await first.Find(Context, 1, Token);
        await Kept(second);
        var before = _store.Reads;
        var found = await second.Find(Context, 1, Token);
        Assert.Equal((before, read!.Content, read.Guid), (_store.Reads, found!.Content, found.Guid));
        Assert.Equal(read.Uses, found.Uses);
    }

    [Fact]
    public async Task A_deleted_id_is_gone_a_second_later_for_silos_that_heard_nothing()
    {
        var (first, second) = (Silo(), Silo());
        await Register();
        await first.Find(Context, 1, Token);
        await Kept(second);
        await Delete(permanent: true);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await second.Find(Context, 1, Token));
        Assert.Null(await first.Find(Context, 1, Token));
    }

    [Fact]
    public async Task A_value_that_is_kept_after_the_deletion_does_not_bring_the_id_back()
    {
        var (late, other) = (Silo(), Silo());
        await Register();
        _store.AfterNextRead(() => Delete(permanent: true));
        Assert.NotNull(await late.Find(Context, 1, Token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await other.Find(Context, 1, Token));
        Assert.Null(await late.Find(Context, 1, Token));
    }

    [Fact]
    public async Task A_soft_deletion_shows_a_second_later()
    {
        var silo = Silo();
        await Register();
        await silo.Find(Context, 1, Token);
        await Kept(silo);
        await Delete(permanent: false);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await silo.Find(Context, 1, Token))!.Uses[0].Deleted);
    }

    [Fact]
    public async Task A_restart_of_Redis_costs_a_read_and_brings_nothing_back()
    {
        var silo = Silo();
        await Register();
        await silo.Find(Context, 1, Token);
        await Kept(silo);
        await _redis.Crash();
        Assert.NotNull(await silo.Find(Context, 1, Token));
        await Delete(permanent: true);
        await _redis.StartAgain();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await silo.Find(Context, 1, Token));
    }

    [Fact]
    public async Task A_Redis_that_hangs_is_gone_around()
    {
        var silo = Silo();
        await Register();
        await silo.Find(Context, 1, Token);
        await Kept(silo);
        _redis.Pause();
        var before = _store.Reads;
        Assert.NotNull(await silo.Find(Context, 1, Token));
        Assert.Equal(before + 1, _store.Reads);
        _redis.Resume();
    }

    [Fact]
    public async Task With_the_store_away_Redis_answers_until_its_time_is_over()
    {
        var silo = Silo();
        await Register();
        await silo.Find(Context, 1, Token);
        await Kept(silo);
        _store.IsAway = true;
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(await silo.Find(Context, 1, Token));
        _clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => silo.Find(Context, 1, Token));
    }

    [Fact]
    public async Task Another_registry_with_the_same_Redis_sees_nothing_of_it()
    {
        var silo = Silo();
        await Register();
        await silo.Find(Context, 1, Token);
        await Kept(silo);
        using var other = _own.Beside("other.db");
        await other.Migrate(Token);
        using var log = new ChangeFollower(other, _metrics, TimeProvider.System, NullLogger<ChangeFollower>.Instance);
        Assert.Null(await Silo(other, log).Find(Context, 1, Token));
    }

    // Values are kept without waiting for it.
    private Task Kept(SchemaReader silo) => Eventually.Be("the schema to be found in Redis", TimeSpan.FromSeconds(10), async () =>
    {
        var before = _store.Reads;
        await silo.Find(Context, 1, Token);
        return _store.Reads == before;
    });

    private SchemaReader Silo() => Silo(_store, _log);

    private SchemaReader Silo(IRegistryStore store, ChangeFollower log)
    {
        Assert.True(RedisUrl.TryParse(_redis.Url, out var redis, out _));
        var cache = new RedisCache(redis, NullLogger<RedisCache>.Instance);
        _caches.Add(cache);
        var options = new RegistryOptions();
        return new SchemaReader(
            store,
            log,
            new ContextGenerations(store, options, _clock),
            _serializers.GetRequiredService<Serializer<SchemaById>>(),
            options,
            new SharedCacheMetrics(_serializers.GetRequiredService<IMeterFactory>()),
            cache);
    }

    private async Task Register()
    {
        var content = new SchemaContent(SchemaType.Avro, "\"int\"", []);
        await _own.Sqlite.TakeIds(Context, 1, Token);
        var result = await _own.Sqlite.Commit(
            new RegisterVersion(
                Subject, 0, 1, 1, IdSource.New, content, ContentHash.Of(content), SchemaGuid.Of(content), [], [], new(0, 0), Origin()),
            Token);
        Assert.Equal(CommitStatus.Committed, result.Status);
    }

    private async Task Delete(bool permanent)
    {
        foreach (var step in permanent ? new[] { false, true } : [false])
        {
            var revision = await _own.Sqlite.ReadRevision(Subject, Token);
            var result = await _own.Sqlite.Commit(
                new DeleteVersions(Subject, revision, [1], step, WholeSubject: true, new(0, 0), Origin()), Token);
            Assert.Equal(CommitStatus.Committed, result.Status);
        }
    }

    private static CommitOrigin Origin() => new("tester", Guid.NewGuid());
}
