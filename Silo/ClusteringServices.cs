using Orleans.Configuration;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>How silos find each other, and how fast they notice that one is gone.</summary>
internal static class ClusteringServices
{
    public static ISiloBuilder AddClustering(this ISiloBuilder silo, SiloConfiguration configuration)
    {
        silo.Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = "schema-registry");
        silo.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.AdvertisedIPAddress = configuration.SiloHost;
            (endpoint.SiloPort, endpoint.GatewayPort) = (configuration.SiloPort, configuration.GatewayPort);
        });
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(2);
            membership.MaxProbeTimeout = TimeSpan.FromSeconds(4);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
        });
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(8));
        silo.UseLocalhostClustering(
            configuration.SiloPort, configuration.GatewayPort, serviceId: "schema-registry", clusterId: "schema-registry");
        return silo;
    }
}
