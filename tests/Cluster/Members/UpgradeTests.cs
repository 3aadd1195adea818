using SchemaRegistry.Cluster.Loads;
using SchemaRegistry.Cluster.Members.Upgrades;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Members;

/// <summary>Silos of the previous build give way to this one, one after the other, in one cluster.</summary>
public sealed class UpgradeTests(Servers servers, ITestOutputHelper output)
{
    private const int CallsPerSecond = 40;
    private static readonly string[] EarlyContexts = [".early-1", ".early-2", ".early-3", ".early-4", ".early-5", ".early-6"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Two_builds_answer_each_others_every_call_and_lose_no_request_that_its_caller_tries_again()
    {
        var previous = await PreviousBuild.Get();
        var grains = new GrainInterfaces(previous);
        await using var traces = await CallTraces.Start();
        await using var cluster = await RegistryCluster.Start(
            await servers.Postgres.CreateDatabase(),
            silos: 3,
            environment: traces.EnvironmentOf(Build.Previous).Append(("DRAIN_DELAY_SECONDS", "1")).ToDictionary(),
            build: previous);
        var old = await cluster.Add(("ROLE", "gateway"));
        cluster.Use(build: null, traces.EnvironmentOf(Build.Present));
        using var clients = new PatientClients(cluster.Silos, Patience);
        await clients.Prepare();
        await using var load = new SteadyLoad();
        load.Add(CallsPerSecond, clients.Call);

        // What only calls silos makes all its calls across: a new one at old silos, in the end an old one at new silos.
        RegistryProcess[] gateways = grains.CanGoBack ? [old, await cluster.Add(("ROLE", "gateway"))] : [old];
        await Ask(cluster, "before", gateways);
        await Activate(cluster.Silos[2], EarlyContexts);
        for (var silo = 0; silo < 3; silo++)
        {
            Assert.Equal(0, await cluster.Silos[silo].Terminate());
            await cluster.StartAgain(silo);
            // Silos of one build have no more to say to each other.
            await Ask(cluster, $"with-{silo + 1}-new", silo < 2 ? [.. cluster.Silos, .. gateways] : gateways);
            if (silo == 0)
            {
                // New activations are drawn to the silo that is new; these scopes are at an old one, and call subjects there.
                var round = new RestRound(cluster.Silos[0], cluster.Silos[0], "early");
                await Task.WhenAll(EarlyContexts.Select(round.Import));
            }

            await GoOn(load);
        }

        await load.Stop();

        var expected = grains.ExpectedCalls.ToList();
        output.WriteLine($"{load.Answered} answers, {clients.TriedAgain} tried again, longest {load.LongestWait.TotalSeconds:0.00} s");
        output.WriteLine($"{expected.Count(call => call.Caller != call.Callee)} kinds of calls across builds, {expected.Count(call => call.Caller == call.Callee)} within one");
        Assert.NotEmpty(expected);
        Assert.Empty(load.Failures);
        Assert.Empty(await traces.Missing(expected));
    }

    /// <summary>Asks each of them all there is to be asked, over REST and gRPC.</summary>
    private static Task Ask(RegistryCluster cluster, string name, IReadOnlyList<RegistryProcess> doors) => Task.WhenAll(doors.Select(async (door, index) =>
    {
        // What the first silo has made the last one is asked for, and the other way round: they change builds first and last.
        var other = door == cluster.Silos[0] ? cluster.Silos[2] : cluster.Silos[0];
        await new RestRound(door, other, $"{name}-{index}").Run();
        using var grpc = new GrpcRound(door, $"{name}-{index}");
        await grpc.Run();
    }));

    private static async Task Activate(RegistryProcess door, IEnumerable<string> contexts) => await Task.WhenAll(
        contexts.Select(context => new RegistryApi(door.Client).Get($"config/:{context}:?defaultToGlobal=true")));

    private static Task GoOn(SteadyLoad load)
    {
        var last = load.Answered;
        return Eventually.Be("the load to go on over both builds", Patience, () => load.Answered > last + (2 * CallsPerSecond));
    }
}
