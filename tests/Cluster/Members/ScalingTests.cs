using System.Diagnostics;
using SchemaRegistry.Cluster.Loads;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Members;

/// <summary>Silos come and go while a gateway serves.</summary>
public sealed class ScalingTests(Servers servers, ITestOutputHelper output)
{
    private const int Subjects = 60;
    private static readonly int CallsPerSecond = TestLength.Of(40, 400);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    // Where others take the processors away nothing is lost yet, but all takes longer: to connect to the database, and to wait for a silo.
    private const string Unhurried = "?connect_timeout=30";
    private static readonly Dictionary<string, string> Variables = new() { ["DRAIN_DELAY_SECONDS"] = "0", ["REQUEST_TIMEOUT_SECONDS"] = "55" };

    [Fact]
    public async Task From_three_silos_to_six_to_two_no_request_is_lost()
    {
        var started = Stopwatch.StartNew();
        await using var cluster = await RegistryCluster.Start(
            await servers.Postgres.CreateDatabase() + Unhurried, silos: 3, environment: Variables);
        output.WriteLine($"three silos are a cluster after {started.Elapsed.TotalSeconds:0.0} s");
        var api = new RegistryApi((await cluster.Add(("ROLE", "gateway"))).Client);
        await using var load = await Begin(api);

        var more = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => cluster.Add(("ROLE", "silo"))));
        await GoOn(load);
        foreach (var silo in cluster.Silos.Append(more[0]))
        {
            Assert.Equal(0, await silo.Terminate());
        }

        await GoOn(load);
        await load.Stop();

        output.WriteLine($"{load.Answered} answers, longest {load.LongestWait.TotalSeconds:0.00} s");
        Assert.True(load.Failures.Count == 0, $"{string.Join('\n', load.Failures)}\nThe processes say:\n{cluster.Faults}");
    }

    private static Task GoOn(SteadyLoad load)
    {
        var last = load.Answered;
        return Eventually.Be("the load to go on", Deadline, () => load.Answered > last + (2 * CallsPerSecond));
    }

    private static async Task<SteadyLoad> Begin(RegistryApi api)
    {
        for (var subject = 0; subject < Subjects; subject++)
        {
            await api.Put($"config/scaled-{subject}", new { compatibility = "NONE" });
            await api.Register($"scaled-{subject}", AvroTexts.Record("First"));
        }

        var load = new SteadyLoad();
        load.Add(CallsPerSecond, async n => SteadyLoad.WrongIn(n % 4 == 0
            ? await api.Register($"scaled-{n % Subjects}", AvroTexts.Record($"R{n}"))
            : await api.Get($"subjects/scaled-{n % Subjects}/versions/latest")));
        return load;
    }
}
