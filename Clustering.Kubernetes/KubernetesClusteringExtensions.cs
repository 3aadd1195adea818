using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>Lets silos and clients find each other through the Kubernetes API.</summary>
public static class KubernetesClusteringExtensions
{
    /// <summary>The silo takes its pod's name and address, unless it was given others.</summary>
    public static ISiloBuilder UseKubernetesClustering(this ISiloBuilder silo, Action<KubernetesClusteringOptions>? configure = null)
    {
        var services = silo.Services.AddApiServer(configure);
        services.AddOptions<SiloOptions>().Configure<IOptions<KubernetesClusteringOptions>>(
            (options, kubernetes) => options.SiloName = kubernetes.Value.PodName ?? options.SiloName);
        services.AddOptions<EndpointOptions>().Configure<IOptions<KubernetesClusteringOptions>>(
            (options, kubernetes) =>
            {
                if (options.AdvertisedIPAddress is null && IPAddress.TryParse(kubernetes.Value.PodIp, out var address))
                {
                    options.AdvertisedIPAddress = address;
                }
            });
        services.AddSingleton<OwnPod>();
        services.AddSingleton<HeartbeatLeases>();
        services.AddSingleton<TableFounder>();
        services.AddSingleton<ClusteringMetrics>();
        services.AddSingleton<TableKeeper>();
        services.AddSingleton<IMembershipTable, KubernetesMembershipTable>();
        services.AddSingleton<JoinLease>();
        services.AddSingleton(provider => new KubernetesJoinLock(
            provider.GetRequiredService<JoinLease>(), provider.GetRequiredService<ILogger<KubernetesJoinLock>>()));
        services.AddSingleton<PodDirectory>();
        services.AddSingleton<DeadSiloBatch>();
        services.AddSingleton<PodReconciler>();
        services.AddSingleton<LatePod>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, PodWatch>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, TableWatch>();
        return silo;
    }

    public static IClientBuilder UseKubernetesClustering(this IClientBuilder client, Action<KubernetesClusteringOptions>? configure = null)
    {
        client.Services.AddApiServer(configure);
        client.Services.AddSingleton<IGatewayListProvider, KubernetesGatewayList>();
        return client;
    }

    private static IServiceCollection AddApiServer(this IServiceCollection services, Action<KubernetesClusteringOptions>? configure)
    {
        services.Configure(configure ?? (_ => { }));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<KubernetesClusteringOptions>, DownwardApi>());
        services.TryAddSingleton<ApiServer>();
        services.TryAddSingleton(provider => new ClusterNames(provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId));
        services.TryAddSingleton<TableStore>();
        return services;
    }
}
