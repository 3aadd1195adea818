using System.Diagnostics;
using System.Net;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster;

public sealed class PurgeTests(Servers servers)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>The promise is 1 s; the deadline allows for a machine that does other things.</summary>
    [Fact]
    public async Task A_permanently_deleted_id_is_gone_from_every_memory()
    {
        await using var redis = await RedisServer.Start();
        await using var cluster = await RegistryCluster.Start(
            await servers.Postgres.CreateDatabase(), 2, environment: new Dictionary<string, string> { ["REDIS_URL"] = redis.Url });
        var (first, second) = (new RegistryApi(cluster.Silos[0].Client), new RegistryApi(cluster.Silos[1].Client));
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < 10; round++)
        {
            var id = (await first.Register($"purged-{round}", $$"""{"type":"record","name":"Purged{{round}}","fields":[]}""")).Id;
            Assert.True((await second.Get($"schemas/ids/{id}")).IsSuccess);
            Assert.True((await first.Get($"schemas/ids/{id}")).IsSuccess);
            await first.Delete($"subjects/purged-{round}");
            await first.Delete($"subjects/purged-{round}?permanent=true");
            var deletedAt = Stopwatch.GetTimestamp();
            Assert.Equal(HttpStatusCode.NotFound, (await first.Get($"schemas/ids/{id}")).Status);
            await Eventually.Be($"id {id} to be gone from the other process", Deadline, async () =>
                (await second.Get($"schemas/ids/{id}")).Status == HttpStatusCode.NotFound);
            slowest = Stopwatch.GetElapsedTime(deletedAt) is var taken && taken > slowest ? taken : slowest;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Slowest of 10: {slowest.TotalMilliseconds:0} ms");
    }
}
