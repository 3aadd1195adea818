using System.Diagnostics;

namespace SchemaRegistry.Cluster.Members;

/// <summary>All silos die at once, and one more comes.</summary>
public sealed class DeadClusterTests(Servers servers, ITestOutputHelper output)
{
    // On a machine of its own 35 s; other tests take the processors away from this one.
    private static readonly TimeSpan Limit = 2 * TimeSpan.FromSeconds(35);

    [Fact]
    public async Task A_cluster_that_died_whole_serves_again_when_its_last_heartbeats_are_old()
    {
        await using var cluster = await RegistryCluster.Start(await servers.Postgres.CreateDatabase(), silos: 3);
        await Task.WhenAll(cluster.Silos.Select(silo => silo.Kill()));

        var started = Stopwatch.StartNew();
        var next = await cluster.Add();

        output.WriteLine($"died whole: the next silo is ready after {started.Elapsed.TotalSeconds:0.0} s");
        Assert.True((await new RegistryApi(next.Client).Register("again", AvroTexts.Record("Again"))).IsSuccess);
        Assert.InRange(started.Elapsed, TimeSpan.Zero, Limit);
    }
}
