using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster;

/// <summary>
/// A silo, PostgreSQL and Redis die in turn under a load of lookups over keys that every process has answered before. Each stays
/// away for 5 s, or for 60 s in the long form.
/// </summary>
public sealed class OutageTests : IAsyncLifetime
{
    private static readonly int Keys = TestLength.Of(200, 1_000);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(TestLength.Of(5, 60));

    // Callers ask often, and leave the processors to what is tested.
    private static readonly TimeSpan BetweenLookups = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Mended = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<string> _errors = new();
    private PostgresServer _postgres = null!;
    private RedisServer _redis = null!;
    private RegistryCluster _cluster = null!;
    private int _lookups;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.Start();
        _redis = await RedisServer.Start();
        _cluster = await RegistryCluster.Start(
            await _postgres.CreateDatabase(), 3, environment: new Dictionary<string, string> { ["REDIS_URL"] = _redis.Url });
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Cached_lookups_are_answered_whatever_dies_and_all_mends_by_itself()
    {
        var ids = await Register(0, Keys + 10);
        var (warm, cold) = (ids[..Keys], new Queue<int>(ids[Keys..]));
        foreach (var silo in _cluster.Silos)
        {
            await Parallel.ForEachAsync(warm, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (id, _) =>
                await Eventually.Be($"id {id} at port {silo.Port}", Mended, async () => await StatusOf(silo, id) == HttpStatusCode.OK));
        }

        await UnderLoad(_cluster.Silos, warm, async () =>
        {
            await _redis.Crash();
            await Stay();
            Assert.Equal(HttpStatusCode.OK, await StatusOf(_cluster.Silos[0], cold.Dequeue()));
            await _redis.StartAgain();
        });

        await UnderLoad(_cluster.Silos, warm, async () =>
        {
            await _postgres.Crash();
            foreach (var silo in _cluster.Silos)
            {
                var startedAt = Stopwatch.GetTimestamp();
                Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOf(silo, cold.Dequeue()));
                Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, TimeSpan.FromSeconds(2));
            }

            await Stay();
            await _postgres.StartAgain();
        });
        await Mends(_cluster.Silos, cold.Dequeue());

        var survivors = _cluster.Silos.Skip(1).ToList();
        await UnderLoad(survivors, warm, async () =>
        {
            await _cluster.Silos[0].Kill();
            await Stay();
        });
        await Mends(survivors, cold.Dequeue());

        Assert.True(_lookups > Keys, $"Only {_lookups} lookups were made.");
        Assert.Empty(_errors);
    }

    // The time is what is tested: how long the part is missing.
    private static Task Stay() => Task.Delay(Away, Token);

    private async Task UnderLoad(IReadOnlyList<RegistryProcess> silos, int[] ids, Func<Task> fault)
    {
        using var ending = new CancellationTokenSource();
        var callers = silos.SelectMany(silo => Enumerable.Range(0, 2).Select(caller => Task.Run(async () =>
        {
            for (var at = caller; !ending.IsCancellationRequested; at++)
            {
                await Look(silo, ids[at % ids.Length]);
                await Task.Delay(BetweenLookups);
            }
        }))).ToList();
        try
        {
            await fault();
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(callers);
        }

        Assert.Empty(_errors);
    }

    private async Task Mends(IReadOnlyList<RegistryProcess> silos, int uncached)
    {
        foreach (var silo in silos)
        {
            await Eventually.Be($"port {silo.Port} to read what it had not in memory", Mended, async () =>
                await StatusOf(silo, uncached) == HttpStatusCode.OK);
            await Eventually.Be($"port {silo.Port} to register", Mended, async () =>
                (await new RegistryApi(silo.Client).Register($"mended-{silo.Port}", Schema(silo.Port))).IsSuccess);
        }
    }

    private async Task<int[]> Register(int first, int count)
    {
        var ids = new int[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), Token, async (number, _) =>
            ids[number] = (await new RegistryApi(_cluster.Silos[number % 3].Client).Register(Subject(first + number), Schema(first + number))).Id);
        return ids;
    }

    private async Task Look(RegistryProcess silo, int id)
    {
        Interlocked.Increment(ref _lookups);
        try
        {
            var status = await StatusOf(silo, id);
            if (status != HttpStatusCode.OK)
            {
                _errors.Enqueue($"{status} for id {id} at port {silo.Port}");
            }
        }
        catch (HttpRequestException fault)
        {
            _errors.Enqueue($"{fault.Message} for id {id} at port {silo.Port}");
        }
    }

    private static async Task<HttpStatusCode> StatusOf(RegistryProcess silo, int id)
    {
        using var answer = await silo.Client.GetAsync(new Uri($"schemas/ids/{id}?fetchMaxId=false", UriKind.Relative), Token);
        return answer.StatusCode;
    }

    private static string Subject(int number) => $"outage-{number}";

    private static string Schema(int number) => $$"""{"type":"record","name":"Outage{{number}}","fields":[]}""";
}
