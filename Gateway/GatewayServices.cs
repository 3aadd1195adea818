using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Grpc.Hosting;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Rest;
using SchemaRegistry.Gateway.Rest.Changes;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Gateway.Rest.Routes;
using SchemaRegistry.Gateway.Rest.Webhooks;
using SchemaRegistry.Gateway.Telemetry;

namespace SchemaRegistry.Gateway;

/// <summary>The edge of the registry: REST, gRPC, health and metrics. Knows the grains and nothing behind them.</summary>
public static class GatewayServices
{
    // The server's own limit answers without a body; ours comes first, for any target that fits here.
    private const int HardTargetLimit = 512 << 10;

    public static IServiceCollection AddRegistryGateway(this IServiceCollection services, GatewayOptions options)
    {
        services.AddRegistryProbes(options);
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = HardTargetLimit;

            // Ours answers with a body and lets the client finish sending; the server's would cut the connection.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        services.AddSingleton<SchemaCache>();
        services.AddSingleton<Local>();
        services.AddSingleton<IRegistry>(provider => new Registry.AliasHop(provider.GetRequiredService<Local>()));
        services.AddSingleton<AtHand>();
        services.AddSingleton<HeaderMemo>();
        services.AddSingleton<RequestMetrics>();
        services.AddHostedService<FirstLookup>();
        services.AddHostedService<CacheFollower>();
        services.AddRegistryGrpc(options);
        return services;
    }

    /// <summary>What every process answers, also one without an API: health and metrics.</summary>
    public static IServiceCollection AddRegistryProbes(this IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton(options);
        services.AddRoutingCore();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans", "Npgsql", "SchemaRegistry.*")
            .AddView("kestrel.queued_requests", MetricStreamConfiguration.Drop) // Counted twice for each request, and always near 0.
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter());
        return services;
    }

    public static WebApplication MapRegistryGateway(this WebApplication app)
    {
        app.UseMetrics();
        app.UseRegistryGrpc(app.Services.GetRequiredService<GatewayOptions>());
        app.UseMiddleware<ByIdShortcut>();
        app.UseMiddleware<RequestMetricsMiddleware>();
        app.UseMiddleware<FaultMiddleware>();
        app.UseMiddleware<AdmissionMiddleware>();
        app.UseMiddleware<VersionShortcut>();
        app.UseMiddleware<RawPathMiddleware>();
        app.UseRouting();
        app.MapHealth();
        app.MapServer();
        app.MapSubjects();
        app.MapVersions();
        app.MapSchemas();
        app.MapCompatibility();
        app.MapSettings();
        app.MapChanges();
        app.MapWebhooks();
        app.MapDocs();
        return app;
    }

    /// <summary>The routes of a process without an API.</summary>
    public static WebApplication MapRegistryProbes(this WebApplication app)
    {
        app.UseMetrics();
        app.UseRouting();
        app.MapHealth();
        return app;
    }

    private static void UseMetrics(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<GatewayOptions>();
        app.MapWhen(
            http => http.Connection.LocalPort == options.MetricsPort,
            metrics => metrics.UseOpenTelemetryPrometheusScrapingEndpoint("/metrics"));
    }
}
