using Microsoft.AspNetCore.Server.Kestrel.Core;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Gateway.Hosting;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>Puts a process together: store and silo, or a client of the cluster; an API, or probes alone.</summary>
public static partial class RegistryHost
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
    /// <param name="replace">As in <see cref="Build"/>.</param>
    /// <returns>The exit code: 0 when it was asked to stop, and all has ended in time or had not begun; else 1.</returns>
    public static async Task<int> Run(SiloConfiguration configuration, Action<IServiceCollection>? replace = null)
    {
        await using var registry = Build(configuration, replace);
        var (admission, stopping) = (registry.Services.GetRequiredService<Admission>(), registry.Lifetime.ApplicationStopping);
        using var limit = stopping.Register(() => DrainOf(registry)?.BeginLimit());
        try
        {
            await Start(registry, configuration);
        }
        catch (Exception) when (admission.IsBrokenOff)
        {
            await LastLine.Write(LogLevel.Information, "Asked to stop before the start was over.");
            return 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await LastLine.Write(LogLevel.Critical, "A part of this process failed before the start was over.");
            return 1;
        }

        return await UntilStopped(registry, admission);
    }

    private static async Task<int> UntilStopped(WebApplication registry, Admission admission)
    {
        try
        {
            await registry.WaitForShutdownAsync();
        }
        catch (OperationCanceledException)
        {
            await LastLine.Write(LogLevel.Error, "Not everything had ended when the time for it was over.");
            return 1;
        }
        catch (Exception fault)
        {
            LogStopFailed(registry.Logger, fault);
            return 1;
        }

        if (!admission.WasAsked)
        {
            await LastLine.Write(LogLevel.Critical, "Stopped because a part of this process failed.");
            return 1;
        }

        return 0;
    }

    /// <summary>Brings the store up to date, starts everything, and says where it listens and where data lies.</summary>
    public static async Task Start(WebApplication registry, SiloConfiguration configuration)
    {
        DrainOf(registry)?.Listen();
        Ports.Check(configuration);
        if (configuration.HasSilo)
        {
            await StoreUpgrade.Run(registry.Services, configuration);
        }

        await registry.StartAsync();
        StartLines.Write(configuration, registry.Logger);
    }

    private static DrainingLifetime? DrainOf(WebApplication registry) => registry.Services.GetRequiredService<IHostLifetime>() as DrainingLifetime;

    private static void Listen(KestrelServerOptions kestrel, SiloConfiguration configuration)
    {
        kestrel.Listen(configuration.ServerHost, configuration.ServerPort);
        kestrel.Listen(configuration.ServerHost, configuration.MetricsPort);
        if (configuration.HasApi)
        {
            kestrel.Listen(configuration.ServerHost, configuration.GrpcPort, grpc => grpc.Protocols = HttpProtocols.Http2);
        }
    }

    [LoggerMessage(209, LogLevel.Error, "Parts of this process failed while it was stopped")]
    private static partial void LogStopFailed(ILogger logger, Exception fault);
}
