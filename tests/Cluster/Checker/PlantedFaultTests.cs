using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Grains;
using SchemaRegistry.Silo;
using SchemaRegistry.Silo.Configuration;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>
/// The checker finds what it is there for: two registries that know nothing of each other share a database, as the two sides
/// of a cluster that lost sight of itself do, and one of their safeguards is taken away. With all of them it finds nothing, which
/// <see cref="CheckerTests"/> shows in short runs.
/// </summary>
public sealed class PlantedFaultTests(Servers servers)
{
    private const int Seeds = 3;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly int Operations = TestLength.Of(2_000, 10_000);

    public static TheoryData<string> Planted { get; } = TestLength.IsLong
        ? ["fence", "lease", "reload", "reference lock", "tie of registrations to their ids", "tie of deletions to their ids"]
        : ["fence"];

    [Fact]
    [Campaign]
    public async Task With_all_safeguards_nothing_is_found() => Assert.Empty(await Run(0, store => store, lease: null));

    [Theory]
    [MemberData(nameof(Planted))]
    public async Task A_safeguard_that_is_missing_is_found_out(string safeguard)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            if ((await Run(seed, Without(safeguard), lease: safeguard == "lease" ? TimeSpan.FromMinutes(10) : null)).Count > 0)
            {
                return;
            }
        }

        Assert.Fail($"Nothing was found in {Seeds} seeds without the {safeguard}.");
    }

    [Theory]
    [Campaign]
    [InlineData("on", false)]
    [InlineData("local", true)]
    public async Task A_commit_that_is_acknowledged_though_no_standby_has_it_is_found_out(string commits, bool isFound)
    {
        await using var postgres = await PostgresServer.Start();
        var database = await postgres.CreateDatabase();
        await postgres.Configure(database, "synchronous_commit", commits);

        var violations = await Run(database, 1, store => store, lease: null, async (workload, history) =>
        {
            using var stop = new CancellationTokenSource();
            var working = workload.Run(stop.Token);
            await new AbsentStandby(postgres, history).Last(TimeSpan.FromSeconds(2));
            await stop.CancelAsync();
            await working;
        });

        Assert.Equal(isFound, violations.Any(violation => violation.Contains("no standby", StringComparison.Ordinal)));
        Assert.Equal(isFound, violations.Count > 0);
    }

    [Theory]
    [Campaign]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_follower_that_stops_at_what_a_newer_build_has_logged_is_found_out(bool isPlanted)
    {
        var database = await servers.Postgres.CreateDatabase();
        Func<IRegistryStore, IRegistryStore> plant = isPlanted ? store => new ForgetfulStores.StoppingAtUnknown(store) : store => store;
        await using var left = await Start(database, plant, lease: null);
        await using var right = await Start(database, plant, lease: null);
        using var leftClient = new HttpClient { BaseAddress = new Uri(left.Urls.First()) };
        using var rightClient = new HttpClient { BaseAddress = new Uri(right.Urls.First()) };
        RegistryApi[] apis = [new(leftClient), new(rightClient)];
        await Followers.StillFollow(apis, Deadline);
        await new NewerBuild(database).Log();

        // Who stops would hear of it in an hour.
        var stopped = await Record.ExceptionAsync(() => Followers.StillFollow(apis, isPlanted ? TimeSpan.FromSeconds(5) : Deadline));

        Assert.True(stopped is TimeoutException == isPlanted, $"{stopped}");
    }

    private static Func<IRegistryStore, IRegistryStore> Without(string safeguard) => safeguard switch
    {
        "fence" => store => new UnfencedStore(store),
        "reload" => store => new ForgetfulStores.NeverReloading(store),
        "reference lock" => store => new ForgetfulStores.WithoutReferences(store),
        "tie of registrations to their ids" => store => new ForgetfulStores.TyingNoRegistration(store),
        "tie of deletions to their ids" => store => new ForgetfulStores.TyingNoDeletion(store),
        _ => store => store,
    };

    private async Task<IReadOnlyList<string>> Run(int seed, Func<IRegistryStore, IRegistryStore> plant, TimeSpan? lease) =>
        await Run(await servers.Postgres.CreateDatabase(), seed, plant, lease, (workload, _) => workload.Run(Operations));

    private static async Task<IReadOnlyList<string>> Run(
        string database, int seed, Func<IRegistryStore, IRegistryStore> plant, TimeSpan? lease, Func<Workload, History, Task> work)
    {
        await using var left = await Start(database, plant, lease);
        await using var right = await Start(database, plant, lease);
        using var leftClient = new HttpClient { BaseAddress = new Uri(left.Urls.First()) };
        using var rightClient = new HttpClient { BaseAddress = new Uri(right.Urls.First()) };
        var history = new History();
        using var reused = new ReusedIds(history, [GrpcOf(left), GrpcOf(right)]);
        var workload = new Workload(history, [new RegistryApi(leftClient), new RegistryApi(rightClient)], reused, seed);
        await workload.Prepare();
        await work(workload, history);
        await Task.WhenAll(left.StopAsync(CancellationToken.None), right.StopAsync(CancellationToken.None));
        return await Verdict.On(history, database);
    }

    private static Uri GrpcOf(WebApplication registry) => new(
        $"http://127.0.0.1:{registry.Services.GetRequiredService<SiloConfiguration>().GrpcPort.ToString(CultureInfo.InvariantCulture)}");

    private static async Task<WebApplication> Start(string database, Func<IRegistryStore, IRegistryStore> plant, TimeSpan? lease)
    {
        var ports = FreePort.Next(5).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
        var configuration = SiloConfiguration.Read(name => name switch
        {
            "DATABASE_URL" => database,
            "DATABASE_MIN_CONNECTIONS" => "0",
            "LOG_LEVEL" => "off",
            "SERVER_PORT" => ports[0],
            "GRPC_PORT" => ports[1],
            "METRICS_PORT" => ports[2],
            "SILO_PORT" => ports[3],
            "GATEWAY_PORT" => ports[4],
            _ => null,
        });
        var registry = RegistryHost.Build(configuration, services =>
        {
            services.AddSingleton(_ => new PostgresStore(new PostgresStoreOptions(database)));
            services.AddSingleton<IRegistryStore>(provider => plant(provider.GetRequiredService<PostgresStore>()));
            if (lease is { } time)
            {
                services.AddSingleton(new RegistryOptions { Lease = time });
            }
        });
        await RegistryHost.Start(registry, configuration);
        return registry;
    }
}
