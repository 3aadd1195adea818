using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using SchemaRegistry.Clustering.Kubernetes;
using SchemaRegistry.Clustering.Tests.StandIn;
using SchemaRegistry.Silo;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>A whole silo in a pod of its own, with the failure detection that the registry uses.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private TestSilo(IHost host, string pod) => (_host, Pod) = (host, pod);

    public string Pod { get; }

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public SiloAddress Address => _host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    public int ActiveSilos => Membership.CurrentSnapshot.Members.Values.Count(member => member.Status == SiloStatus.Active);

    private IClusterMembershipService Membership => _host.Services.GetRequiredService<IClusterMembershipService>();

    public static TestSilo Build(KubernetesApi api, string cluster, string pod, Action<ClusterMembershipOptions>? configure = null)
    {
        api.AddPod(pod, ("app", cluster));
        var ports = FreePort.Next(2);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = cluster)
            .Configure<EndpointOptions>(options =>
                (options.AdvertisedIPAddress, options.SiloPort, options.GatewayPort) = (IPAddress.Loopback, ports[0], ports[1]))
            .Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = TimeSpan.FromSeconds(2);
                options.MaxProbeTimeout = TimeSpan.FromSeconds(3);
                options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
                configure?.Invoke(options);
            })
            .UseJoinLock(services => services.GetRequiredService<KubernetesJoinLock>().Take)
            .UseKubernetesClustering(options => (options.KubeConfigFile, options.PodName, options.MaxBackoffWhenRefused) =
                (api.KubeConfig, pod, TimeSpan.FromSeconds(12))));
        return new TestSilo(builder.Build(), pod);
    }

    public Task Start() => _host.StartAsync();

    public SiloStatus StatusOf(SiloAddress silo) => Membership.CurrentSnapshot.GetSiloStatus(silo);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
