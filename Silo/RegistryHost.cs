using System.Net;
using SchemaRegistry.Gateway;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Grains;
using SchemaRegistry.Schemas.Avro;
using SchemaRegistry.Silo.Configuration;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Silo;

/// <summary>Puts a process together: store, silo, gateway.</summary>
public static class RegistryHost
{
    public static WebApplication Build(SiloConfiguration configuration)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddLogging(configuration);
        builder.Services.AddSingleton(configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStore(configuration);
        builder.Services.AddSingleton<StoreWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StoreWatch>());
        builder.Services.AddSingleton<IReadiness, Readiness>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = configuration.DrainTimeout);
        builder.Host.UseOrleans(silo => silo
            .AddClustering(configuration)
            .AddRegistryGrains(OptionsOf(configuration), [new AvroFormat()]));
        builder.Services.AddRegistryGateway(new Gateway.GatewayOptions
        {
            MaxRequestBytes = configuration.MaxRequestBytes,
            MetricsPort = configuration.MetricsPort,
            DefaultLevel = configuration.DefaultLevel,
            SchemaTypes = [Schemas.SchemaType.Avro],
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(configuration.ServerHost, configuration.ServerPort);
            kestrel.Listen(configuration.ServerHost, configuration.MetricsPort);
        });

        return builder.Build().MapRegistryGateway();
    }

    /// <summary>Brings the store up to date, starts everything, and says where it listens and where data lies.</summary>
    public static async Task Start(WebApplication registry, SiloConfiguration configuration)
    {
        await registry.Services.GetRequiredService<IRegistryStore>().Migrate(CancellationToken.None);
        await registry.StartAsync();
        var host = new IPEndPoint(configuration.ServerHost, configuration.ServerPort);
        Console.WriteLine($"REST       http://{host}");
        Console.WriteLine($"Metrics    http://{new IPEndPoint(configuration.ServerHost, configuration.MetricsPort)}/metrics");
        Console.WriteLine($"Data       {WhereDataLies(configuration)}");
        Console.WriteLine($"Clustering {configuration.Clustering.ToString().ToLowerInvariant()}, silo at {configuration.SiloHost}:{configuration.SiloPort}");
    }

    private static RegistryOptions OptionsOf(SiloConfiguration configuration) => new()
    {
        MaxSchemaBytes = configuration.MaxSchemaBytes,
        MaxContexts = configuration.MaxContexts,
        MaxSubjects = configuration.MaxSubjects,
        MaxVersionsPerSubject = configuration.MaxVersionsPerSubject,
        DefaultLevel = configuration.DefaultLevel,
        Lease = configuration.Lease,
        CacheBytes = configuration.CacheMaxBytes,
        ModeMutability = configuration.ModeMutability,
    };

    private static string WhereDataLies(SiloConfiguration configuration) => configuration.DatabaseUrl is { } url
        ? $"PostgreSQL at {new Uri(url).Host}"
        : $"SQLite at {Path.GetFullPath(configuration.DatabaseFile)}";
}
