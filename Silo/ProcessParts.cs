using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Gateway.Retries;
using SchemaRegistry.Gateway.Webhooks;
using SchemaRegistry.Grains;
using SchemaRegistry.Grains.Abstractions.Serialization;
using SchemaRegistry.Schemas.Avro;
using SchemaRegistry.Schemas.Json;
using SchemaRegistry.Schemas.Protobuf;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>The parts of a process, by its role.</summary>
internal static class ProcessParts
{
    // With its share of the runtime; docs/operations.md tells it, LiveCostTests hold it.
    private const int LiveSubjectBytes = 4 << 10;

    /// <summary>A member of the cluster, with its store.</summary>
    public static void AddSilo(this WebApplicationBuilder builder, SiloConfiguration configuration)
    {
        builder.Services.AddStore(configuration);
        builder.Services.AddSingleton<StoreHealthProbe>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StoreHealthProbe>());
        builder.Services.AddSingleton<IReadiness, SiloReadiness>();
        builder.Services.AddSingleton<SteadyClock>();
        builder.Services.AddKeyedSingleton<TimeProvider>(
            TimeProviderNames.ActivationManagement, static (services, _) => services.GetRequiredService<SteadyClock>());
        builder.Services.AddHostedService<ClockWatch>();
        builder.Host.UseOrleans(silo => silo
            .AddClustering(configuration)
            .RetryLostCalls(configuration)
            .AddRegistryGrains(OptionsOf(configuration), [new AvroFormat(), new JsonSchemaFormat(), new ProtobufFormat()])
            .AddWebhookDelivery(configuration.Webhooks)
            .TraceCalls(configuration));
        builder.Services.AddWebhookSender(configuration.WebhookSending);
    }

    /// <summary>A client of the cluster. It listens while it looks for silos, so that probes see it live and not ready.</summary>
    public static void AddClusterClient(this WebApplicationBuilder builder, SiloConfiguration configuration)
    {
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.AddSingleton<ClientReadiness>();
        builder.Services.AddSingleton<IReadiness>(services => services.GetRequiredService<ClientReadiness>());
        builder.Services.AddSingleton<IClusterConnectionStatusObserver>(services => services.GetRequiredService<ClientReadiness>());
        builder.Services.AddMessages();
        builder.Host.UseOrleansClient(client => client
            .AddClustering(configuration)
            .AddOutgoingGrainCallFilter<GrainCallRetry>()
            .TraceCalls(configuration));
    }

    /// <summary>When requests are taken: from the end of the start to the end of the drain.</summary>
    public static void AddAdmission(this IServiceCollection services, SiloConfiguration configuration)
    {
        services.AddSingleton<IHostLifetime, DrainingLifetime>();
        services.AddHostedService<AdmissionPhases>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeToEnd(configuration));
    }

    // A silo that was cut short still has to tell the others that it goes.
    private static TimeSpan TimeToEnd(SiloConfiguration configuration) => 0.9 * (configuration.DrainTimeout - configuration.DrainDelay);

    public static Gateway.GatewayOptions GatewayOptionsOf(SiloConfiguration configuration) => new()
    {
        MaxRequestBytes = configuration.MaxRequestBytes,
        AnswerBudgetBytes = configuration.AnswerBudgetBytes,
        CacheMaxEntries = configuration.CacheMaxSize,
        CacheMaxBytes = configuration.CacheMaxBytes / 2,
        CacheTtl = configuration.CacheTtl,
        RequestTimeout = configuration.RequestTimeout,
        AllowedHosts = configuration.AllowedHosts,
        CorsOrigins = configuration.CorsOrigins,
        GrpcPort = configuration.GrpcPort,
        MetricsPort = configuration.MetricsPort,
        DefaultLevel = configuration.DefaultLevel,
    };

    // A single process has no other silo to lose: a call that timed out still runs here, so it must not be repeated.
    private static ISiloBuilder RetryLostCalls(this ISiloBuilder silo, SiloConfiguration configuration) =>
        configuration.Clustering == ClusteringKind.Localhost ? silo : silo.AddOutgoingGrainCallFilter<GrainCallRetry>();

    private static ISiloBuilder TraceCalls(this ISiloBuilder silo, SiloConfiguration configuration) =>
        configuration.OtlpEndpoint is null ? silo : silo.AddActivityPropagation();

    private static IClientBuilder TraceCalls(this IClientBuilder client, SiloConfiguration configuration) =>
        configuration.OtlpEndpoint is null ? client : client.AddActivityPropagation();

    // They may fill an eighth of the memory that there is, be it the machine's, the container's or the collector's limit.
    private static int MaxLiveSubjects =>
        (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 / LiveSubjectBytes, 1_000, 1_000_000);

    private static RegistryOptions OptionsOf(SiloConfiguration configuration) => new()
    {
        MaxSchemaBytes = configuration.MaxSchemaBytes,
        MaxMetadataBytes = configuration.MaxMetadataBytes,
        MaxNameBytes = configuration.MaxNameBytes,
        ParseBudgetBytes = configuration.ParseBudgetBytes,
        MaxContexts = configuration.MaxContexts,
        MaxSubjects = configuration.MaxSubjects,
        MaxVersionsPerSubject = configuration.MaxVersionsPerSubject,
        DefaultLevel = configuration.DefaultLevel,
        Lease = configuration.Lease,
        RequestTimeout = configuration.RequestTimeout,
        CacheBytes = configuration.CacheMaxBytes / 2,
        CacheTtl = configuration.CacheTtl,
        MaxLiveSubjects = MaxLiveSubjects,
        ModeMutability = configuration.ModeMutability,
        ChangeRetention = configuration.ChangeRetention,
    };
}
