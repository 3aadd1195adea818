using System.Diagnostics;

namespace SchemaRegistry.Cluster.Members;

/// <summary>Silos that start together do not keep each other from joining.</summary>
public sealed class JoinTests(Servers servers, ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // One that starts alone tells what the machine has left; others share it with this test.
    private const int Patience = 5;

    [Fact]
    public async Task Three_silos_that_start_together_are_a_cluster_within_ten_seconds()
    {
        var alone = await TimeToStart(1);
        var together = await TimeToStart(3);

        output.WriteLine($"one silo is ready after {alone.TotalSeconds:0.0} s, three after {together.TotalSeconds:0.0} s");
        var limit = Limit > Patience * alone ? Limit : Patience * alone;
        Assert.InRange(together, TimeSpan.Zero, limit);
    }

    private async Task<TimeSpan> TimeToStart(int silos)
    {
        var database = await servers.Postgres.CreateDatabase();
        var started = Stopwatch.StartNew();
        await using var cluster = await RegistryCluster.Start(database, silos);
        return started.Elapsed;
    }
}
