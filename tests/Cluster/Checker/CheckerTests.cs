using System.Globalization;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>
/// Three silos, a gateway and a load balancer under attack, with an outsider that works on the same database and so has an
/// activation of its own of every subject. Every promise of consistency is then held against what callers saw.
/// </summary>
public sealed class CheckerTests(ITestOutputHelper output)
{
    private static readonly int Seed = Number("CHECKER_SEED", 1);
    private static readonly int Seeds = TestLength.Of(1, Number("CHECKER_SEEDS", 10));
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(TestLength.Of(1, Number("CHECKER_SECONDS", 180)));
    // Starts and stops take most of the time: a short run leaves them the processors.
    private static readonly int LongestPause = TestLength.Of(300, 20);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_cluster_under_attack_keeps_its_promises()
    {
        for (var seed = Seed; seed < Seed + Seeds; seed++)
        {
            Assert.Empty(await Run(seed));
        }
    }

    private async Task<IReadOnlyList<string>> Run(int seed)
    {
        await using var postgres = await PostgresServer.Start();
        var database = await postgres.CreateDatabase();
        await using var redis = await RedisServer.Start();
        var ways = Enumerable.Range(0, 3).Select(_ => new TcpProxy(postgres.Port)).ToList();
        var environment = new Dictionary<string, string>
        {
            ["DRAIN_DELAY_SECONDS"] = "2",
            ["REDIS_URL"] = redis.Url,
            ["DOTNET_DbgEnableMiniDump"] = "0",
        };
        await using var cluster = await RegistryCluster.Start(
            database,
            silos: 3,
            environment: environment,
            databaseOf: silo => Through(database, postgres.Port, ways[silo].Port),
            hasGroups: NetworkCut.WhyNot() is null);
        var others = await Task.WhenAll(cluster.Add(("ROLE", "gateway")), cluster.Add(("CLUSTERING", "localhost")));
        var (gateway, outsider) = (others[0], others[1]);
        await using var balancer = await HaProxy.Start(cluster.Silos);
        var clients = new[] { balancer.Rest, balancer.Rest, gateway.BaseAddress, outsider.BaseAddress, cluster.Silos[0].BaseAddress }
            .Select(address => new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(40) })
            .ToList();
        var apis = clients.Select(client => new RegistryApi(client)).ToList();

        var history = new History();
        using var reused = new ReusedIds(history, [balancer.Grpc, gateway.GrpcAddress, outsider.GrpcAddress, cluster.Silos[0].GrpcAddress]);
        var workload = new Workload(history, apis, reused, seed, LongestPause);
        var safeguards = new Safeguards(() => [.. cluster.Silos, outsider]);
        var nemesis = new Nemesis(cluster, ways, postgres, redis, database, history, safeguards, seed);
        await workload.Prepare();
        using var stop = new CancellationTokenSource();
        var (working, watching) = (Task.WhenAll(workload.Run(stop.Token), new NewerBuild(database).Run(stop.Token)), safeguards.Watch(stop.Token));
        await nemesis.Run(Duration);
        await stop.CancelAsync();
        await Task.WhenAll(working, watching);
        await nemesis.SuperviseUntil(Recovered(apis, [gateway, outsider]));
        await Followers.StillFollow([.. apis.Skip(2)], Deadline);

        var violations = await Verdict.On(history, database);
        output.WriteLine($"seed {seed}: {violations.Count} violations; {Tell(history, safeguards)}; {nemesis.Counts}");
        output.WriteLine(string.Join('\n', [.. nemesis.Done, .. violations]));
        clients.ForEach(client => client.Dispose());
        await Task.WhenAll(ways.Select(way => way.DisposeAsync().AsTask()));
        Assert.True(safeguards[Safeguards.Missed] > 0, "no activation raced another");
        Assert.True(safeguards[Safeguards.Unknown] > 0, "no commit was lost sight of");
        Assert.True(safeguards[Safeguards.Overtaken] > 0, "no read would have been stale");
        Assert.True(safeguards[Safeguards.UnknownKinds] > 0, "no process has seen a change that it does not know");
        return violations;
    }

    // What ended and nobody supervises would stay away.
    private static async Task Recovered(IEnumerable<RegistryApi> apis, IReadOnlyList<RegistryProcess> unsupervised)
    {
        Assert.All(unsupervised, process => Assert.False(process.HasExited, process.Output));
        await Task.WhenAll(apis.Select(api => Eventually.Be(
            "every way in to take writes again", Deadline, async () => (await api.Register("recovered", AvroTexts.Record("Recovered"))).IsSuccess)));
    }

    private static string Through(string url, int port, int proxy) => url.Replace(
        $":{port.ToString(CultureInfo.InvariantCulture)}/", $":{proxy.ToString(CultureInfo.InvariantCulture)}/", StringComparison.Ordinal);

    private static string Tell(History history, Safeguards safeguards) =>
        string.Join(", ", history.Operations.CountBy(operation => operation.Fate).Select(fate => $"{fate.Value} {fate.Key}"))
        + $"; {safeguards[Safeguards.Missed]} commits missed, {safeguards[Safeguards.Unknown]} unknown, {safeguards[Safeguards.Overtaken]} leases overtaken";

    private static int Number(string variable, int normal) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : normal;
}
