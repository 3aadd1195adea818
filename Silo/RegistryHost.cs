using Microsoft.AspNetCore.Server.Kestrel.Core;
using SchemaRegistry.Gateway.Hosting;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>Puts a process together: store and silo, or a client of the cluster; an API, or probes alone.</summary>
public static class RegistryHost
{
    /// <param name="replace">Lets a test put parts of its own in place of ours.</param>
    public static WebApplication Build(SiloConfiguration configuration, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddLogging(configuration);
        builder.Services.AddSingleton(configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddAdmission(configuration);
        if (configuration.HasSilo)
        {
            builder.AddSilo(configuration);
        }
        else
        {
            builder.AddClusterClient(configuration);
        }

        _ = configuration.HasApi
            ? builder.Services.AddRegistryGateway(ProcessParts.GatewayOptionsOf(configuration))
            : builder.Services.AddRegistryProbes(ProcessParts.GatewayOptionsOf(configuration));
        if (configuration.OtlpEndpoint is { } endpoint)
        {
            builder.Services.AddRegistryTracing(endpoint, "schema-registry");
        }

        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, configuration));
        replace?.Invoke(builder.Services);
        var registry = builder.Build();
        return configuration.HasApi ? registry.MapRegistryGateway() : registry.MapRegistryProbes();
    }

    /// <summary>Serves until asked to stop.</summary>
    /// <returns>The exit code: 0 when all has ended in time, or was asked to before the start was over; else 1.</returns>
    public static async Task<int> Run(SiloConfiguration configuration)
    {
        await using var registry = Build(configuration);
        var stopping = registry.Lifetime.ApplicationStopping;
        try
        {
            await Start(registry, configuration);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Asked to stop before the start was over.");
            return 0;
        }

        try
        {
            await registry.WaitForShutdownAsync();
            return 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Not everything had ended when the time for it was over.");
            return 1;
        }
    }

    /// <summary>Brings the store up to date, starts everything, and says where it listens and where data lies.</summary>
    public static async Task Start(WebApplication registry, SiloConfiguration configuration)
    {
        (registry.Services.GetRequiredService<IHostLifetime>() as DrainingLifetime)?.Listen();
        Ports.Check(configuration);
        if (configuration.HasSilo)
        {
            await StoreUpgrade.Run(registry.Services, configuration);
        }

        await registry.StartAsync();
        StartLines.Write(configuration, registry.Logger);
    }

    private static void Listen(KestrelServerOptions kestrel, SiloConfiguration configuration)
    {
        kestrel.Listen(configuration.ServerHost, configuration.ServerPort);
        kestrel.Listen(configuration.ServerHost, configuration.MetricsPort);
        if (configuration.HasApi)
        {
            kestrel.Listen(configuration.ServerHost, configuration.GrpcPort, grpc => grpc.Protocols = HttpProtocols.Http2);
        }
    }
}
