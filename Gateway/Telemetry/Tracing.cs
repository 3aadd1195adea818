using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace SchemaRegistry.Gateway.Telemetry;

/// <summary>Traces of requests, grain calls and statements, sent over OTLP. Costs nothing where no endpoint is configured.</summary>
public static class Tracing
{
    /// <param name="services">Where to.</param>
    /// <param name="endpoint">The collector's address for OTLP over gRPC.</param>
    /// <param name="serviceName">How this process calls itself.</param>
    public static IServiceCollection AddRegistryTracing(this IServiceCollection services, Uri endpoint, string serviceName)
    {
        services.AddOptions<OtlpExporterOptions>().Configure<ILogger<CollectorHandler>, TimeProvider>((otlp, logger, clock) =>
        {
            otlp.Endpoint = endpoint;
            otlp.HttpClientFactory = () => new HttpClient(new CollectorHandler(logger, clock))
            {
                Timeout = TimeSpan.FromMilliseconds(otlp.TimeoutMilliseconds),
            };
        });
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(serviceName))
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation()
                .AddSource("Microsoft.Orleans.Application", "Npgsql")
                .AddOtlpExporter());
        return services;
    }
}
