using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Gateway.Weighing;

namespace SchemaRegistry.Gateway.Grpc.Hosting;

/// <summary>Puts gRPC on its own port, with a pipeline and routes of its own: none of REST's are found there, nor the other way.</summary>
internal static class GrpcServices
{
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HealthPeriod = TimeSpan.FromSeconds(1);

    public static void AddRegistryGrpc(this IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton<CallRunner>();
        services.AddSingleton<RegistryService>();
        services.AddSingleton<WebhookService>();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.MaxRequestBytes;
            grpc.CompressionProviders.Clear();
            grpc.CompressionProviders.Add(new BoundedGzip(options.MaxRequestBytes));
        });
        services.AddGrpcReflection();
        services
            .AddGrpcHealthChecks(health =>
            {
                health.Services.Map(Protocol.V1.SchemaRegistry.Descriptor.FullName, _ => true);
                health.Services.Map(Protocol.V1.WebhookRegistry.Descriptor.FullName, _ => true);
            })
            .AddCheck<ReadinessCheck>("readiness");
        services.Configure<HealthCheckPublisherOptions>(publisher =>
            (publisher.Delay, publisher.Period) = (TimeSpan.Zero, HealthPeriod));
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.Http2.KeepAlivePingDelay = PingAfter);
    }

    public static void UseRegistryGrpc(this WebApplication app, GatewayOptions options)
    {
        var grpc = new ApplicationBuilder(app.Services);
        grpc.Use(CalledName.For(app.Services.GetRequiredService<AllowedHosts>()));
        grpc.Use(CallAdmission.For(app.Services.GetRequiredService<Admission>(), app.Services.GetRequiredService<FailureReports>()));
        grpc.UseRouting();
        grpc.UseMiddleware<GrpcMetricsMiddleware>();
        grpc.Use(UnreadableMessage.Explain);
        grpc.Use(WeighedBody.For(app.Services.GetRequiredService<TrafficBudget>(), app.Services.GetRequiredService<FailureReports>()));
        grpc.UseEndpoints(routes =>
        {
            routes.MapGrpcService<RegistryService>().Add(DeclareRight);
            routes.MapGrpcService<WebhookService>().Add(DeclareRight);
            routes.MapGrpcHealthChecksService().WithMetadata(Right.None);
            routes.MapGrpcReflectionService().WithMetadata(Right.None);
        });

        RequestDelegate pipeline = grpc.Build();
        app.Use(next => http => http.Connection.LocalPort == options.GrpcPort ? pipeline(http) : next(http));
    }

    private static void DeclareRight(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<NeedsAttribute>().FirstOrDefault() is { } needs)
        {
            endpoint.Metadata.Add(needs.Right);
        }
    }
}
