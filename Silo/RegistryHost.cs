using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SchemaRegistry.Gateway;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Gateway.Webhooks;
using SchemaRegistry.Grains;
using SchemaRegistry.Schemas.Avro;
using SchemaRegistry.Schemas.Json;
using SchemaRegistry.Schemas.Protobuf;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>Puts a process together: store, silo, gateway.</summary>
public static class RegistryHost
{
    /// <param name="replace">Lets a test put parts of its own in place of ours.</param>
    public static WebApplication Build(SiloConfiguration configuration, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddLogging(configuration);
        builder.Services.AddSingleton(configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStore(configuration);
        builder.Services.AddSingleton<StoreUpgrade>();
        builder.Services.AddSingleton<StoreWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StoreWatch>());
        builder.Services.AddSingleton<IReadiness, Readiness>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = configuration.DrainTimeout);
        builder.Host.UseOrleans(silo => silo
            .AddClustering(configuration)
            .AddRegistryGrains(OptionsOf(configuration), [new AvroFormat(), new JsonSchemaFormat(), new ProtobufFormat()])
            .AddWebhookDelivery(configuration.Webhooks));
        builder.Services.AddWebhookSender(configuration.WebhookSending);
        builder.Services.AddRegistryGateway(new Gateway.GatewayOptions
        {
            MaxRequestBytes = configuration.MaxRequestBytes,
            CacheMaxEntries = configuration.CacheMaxSize,
            CacheMaxBytes = configuration.CacheMaxBytes / 2,
            CacheTtl = configuration.CacheTtl,
            GrpcPort = configuration.GrpcPort,
            MetricsPort = configuration.MetricsPort,
            DefaultLevel = configuration.DefaultLevel,
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(configuration.ServerHost, configuration.ServerPort);
            kestrel.Listen(configuration.ServerHost, configuration.GrpcPort, grpc => grpc.Protocols = HttpProtocols.Http2);
            kestrel.Listen(configuration.ServerHost, configuration.MetricsPort);
        });

        replace?.Invoke(builder.Services);
        return builder.Build().MapRegistryGateway();
    }

    /// <summary>Brings the store up to date, starts everything, and says where it listens and where data lies.</summary>
    public static async Task Start(WebApplication registry, SiloConfiguration configuration)
    {
        await registry.Services.GetRequiredService<StoreUpgrade>().Run();
        await registry.StartAsync();
        var host = new IPEndPoint(configuration.ServerHost, configuration.ServerPort);
        Console.WriteLine($"REST       http://{host}");
        Console.WriteLine($"gRPC       http://{new IPEndPoint(configuration.ServerHost, configuration.GrpcPort)}");
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
        CacheBytes = configuration.CacheMaxBytes / 2,
        CacheTtl = configuration.CacheTtl,
        ModeMutability = configuration.ModeMutability,
        ChangeRetention = configuration.ChangeRetention,
    };

    private static string WhereDataLies(SiloConfiguration configuration) => configuration.DatabaseUrl is { } url
        ? $"PostgreSQL at {new Uri(url).Host}"
        : $"SQLite at {Path.GetFullPath(configuration.DatabaseFile)}";
}
