using System.Diagnostics;
using SchemaRegistry.Cluster.Loads;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Members;

/// <summary>A lost silo shows as latency to callers who never try again, not as errors.</summary>
public sealed class LossTests(Servers servers, ITestOutputHelper output)
{
    private const int Subjects = 60;
    private static readonly TimeSpan Killed = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hung = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_silo_that_is_killed_or_hangs_costs_no_request_made_elsewhere()
    {
        await using var cluster = await RegistryCluster.Start(await servers.Postgres.CreateDatabase(), silos: 3);
        var gateway = await cluster.Add(("ROLE", "gateway"));
        await using (var load = await Begin("Killed", cluster.Silos[0], cluster.Silos[1], gateway))
        {
            await cluster.Silos[2].Kill();
            await IsServed(load, "Killed", cluster.Silos[0], Killed);
        }

        // The one that hangs has had its share of the subjects since before the kill.
        await cluster.StartAgain(2);
        await using (var load = await Begin("Hung", cluster.Silos[0], cluster.Silos[2], gateway))
        {
            await cluster.Silos[1].Signal("STOP");
            await IsServed(load, "Hung", cluster.Silos[0], Hung);
        }

        await cluster.Silos[1].Signal("CONT");
        Assert.NotEqual(0, await cluster.Silos[1].WaitForExit(TestContext.Current.CancellationToken));
    }

    // The figures that hold on a machine of its own are in docs/operations.md; other tests take the processors away from this one.
    private static double Patience => 3;

    private static async Task<SteadyLoad> Begin(string name, params RegistryProcess[] servers)
    {
        var apis = servers.Select(server => new RegistryApi(server.Client)).ToArray();
        for (var subject = 0; subject < Subjects; subject++)
        {
            await apis[0].Put($"config/loss-{subject}", new { compatibility = "NONE" });
            await apis[subject % apis.Length].Register($"loss-{subject}", AvroTexts.Record($"First{name}"));
        }

        var load = new SteadyLoad();
        load.Add(100, async n => SteadyLoad.WrongIn(await apis[n % apis.Length].Get($"subjects/loss-{n % Subjects}/versions/latest")));
        load.Add(30, async n => SteadyLoad.WrongIn(await apis[n % apis.Length].Register($"loss-{n % Subjects}", AvroTexts.Record($"{name}{n}"))));
        await Eventually.Be("the load to run", TimeSpan.FromSeconds(30), () => load.Answered > 200);
        return load;
    }

    /// <summary>Writes once to every subject: those of the silo that is gone are served elsewhere when all are answered.</summary>
    private async Task IsServed(SteadyLoad load, string name, RegistryProcess server, TimeSpan limit)
    {
        var api = new RegistryApi(server.Client);
        var started = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, Subjects)
            .Select(subject => api.Register($"loss-{subject}", AvroTexts.Record($"Last{name}"))));
        var seen = started.Elapsed;
        await load.Stop();

        output.WriteLine($"{name}: all subjects served after {seen.TotalSeconds:0.0} s, {load.Answered} answers, longest {load.LongestWait.TotalSeconds:0.0} s");
        Assert.All(answers, answer => Assert.True(answer.IsSuccess, answer.ToString()));
        Assert.Empty(load.Failures);
        Assert.True(load.Answered > 500, $"{load.Answered} answers");
        Assert.InRange(seen, TimeSpan.Zero, limit * Patience);
    }
}
