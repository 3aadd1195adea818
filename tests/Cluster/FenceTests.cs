using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Silo;
using SchemaRegistry.Silo.Configuration;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster;

/// <summary>
/// Orleans promises one activation of a grain nearly always. Here there are two, each in a silo that knows nothing of the
/// other, over one database; the fence in the store must hold, and a race without it must be found out.
/// </summary>
public sealed class FenceTests(Servers servers)
{
    private static readonly int Rounds = TestLength.Of(150, 1_000);

    [Fact]
    public async Task Two_activations_racing_double_and_lose_nothing()
    {
        var database = await servers.Postgres.CreateDatabase();
        await using var silos = await RegistryCluster.Start(database, silos: 2, clustering: "localhost");
        var race = new FenceRace(new(silos.Silos[0].Client), new(silos.Silos[1].Client), "raced", seed: 1);

        await race.Run(Rounds);

        Assert.Empty(await race.Violations(database));
        Assert.True(race.Registrations > Rounds / 2, $"{race.Registrations} registrations");
        Assert.True(race.Deletions > Rounds / 20, $"{race.Deletions} deletions");
        Assert.True(race.Settings > Rounds / 20, $"{race.Settings} setting changes");
    }

    [Fact]
    public async Task The_race_finds_out_a_store_without_its_fence()
    {
        var database = await servers.Postgres.CreateDatabase();
        await using var left = await StartUnfenced(database);
        await using var right = await StartUnfenced(database);
        using var leftClient = new HttpClient { BaseAddress = new Uri(left.Urls.First()) };
        using var rightClient = new HttpClient { BaseAddress = new Uri(right.Urls.First()) };
        var race = new FenceRace(new(leftClient), new(rightClient), "raced", seed: 1);

        await race.Run(200);
        var violations = await race.Violations(database);
        await Task.WhenAll(
            left.StopAsync(TestContext.Current.CancellationToken), right.StopAsync(TestContext.Current.CancellationToken));

        Assert.NotEmpty(violations);
    }

    private static async Task<WebApplication> StartUnfenced(string database)
    {
        var ports = FreePort.Next(5).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
        var configuration = SiloConfiguration.Read(name => name switch
        {
            "DATABASE_URL" => database,
            "DATABASE_MIN_CONNECTIONS" => "0",
            "LOG_LEVEL" => "error",
            "SERVER_PORT" => ports[0],
            "GRPC_PORT" => ports[4],
            "METRICS_PORT" => ports[1],
            "SILO_PORT" => ports[2],
            "GATEWAY_PORT" => ports[3],
            _ => null,
        });
        var registry = RegistryHost.Build(
            configuration,
            services => services
                .AddSingleton(_ => new PostgresStore(new PostgresStoreOptions(database)))
                .AddSingleton<IRegistryStore>(provider => new UnfencedStore(provider.GetRequiredService<PostgresStore>())));
        await RegistryHost.Start(registry, configuration);
        return registry;
    }
}
