using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Metrics;
using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Grpc.Hosting;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Rest.Hosting;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Gateway.Weighing;

namespace SchemaRegistry.Gateway.Hosting;

/// <summary>The edge of the registry: REST, gRPC, health and metrics. Knows the grains and nothing behind them.</summary>
public static class GatewayServices
{
    public static IServiceCollection AddRegistryGateway(this IServiceCollection services, GatewayOptions options)
    {
        services.AddRegistryProbes(options);
        services.AddDoor();
        services.AddSingleton<RequestMetrics>();
        services.AddSingleton<FailureReports>();
        services.AddSingleton<AllowedHosts>();
        services.AddRegistryRest();
        services.AddRegistryGrpc(options);
        return services;
    }

    /// <summary>What every process answers, also one without an API: health and metrics.</summary>
    public static IServiceCollection AddRegistryProbes(this IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton(options);
        services.AddRoutingCore();
        services.BoundUnreadInput();
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
        app.UseRegistryRest();
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

    // What wraps what, outermost first, is said here alone. A wrapper that is yet to be written (who may do what, where an operation is
    // at home) belongs inside the hop, where it sees an operation on an alias twice: under the name that was written, which Local answers
    // with Moved, and then under the subject that is meant. What memory answers at once passes Admits, and under the name as written alone:
    // a right that depends on the subject behind an alias has to be asked for there too.
    private static void AddDoor(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TrafficBudget>();
        services.AddSingleton<SchemaCache>();
        services.AddSingleton<Local>();
        services.AddSingleton<IRegistry>(s => new AliasHop(new CacheEviction(s.GetRequiredService<Local>(), s.GetRequiredService<SchemaCache>())));
        services.AddSingleton<LocalAnswers>();
        services.AddHostedService<FirstLookup>();
        services.AddHostedService<CacheFollower>();
    }

    private static void UseMetrics(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<GatewayOptions>();
        app.MapWhen(
            http => http.Connection.LocalPort == options.MetricsPort,
            metrics => metrics.UseOpenTelemetryPrometheusScrapingEndpoint("/metrics"));
    }
}
