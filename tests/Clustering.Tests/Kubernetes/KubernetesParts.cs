using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Messaging;
using SchemaRegistry.Clustering.Kubernetes;
using SchemaRegistry.Clustering.Tests.StandIn;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>Membership tables and lists of Orleans gateways as a host would get them, without the host running.</summary>
internal sealed class KubernetesParts(KubernetesApi api, Action<KubernetesClusteringOptions>? configure = null) : IDisposable
{
    private readonly ConcurrentBag<IHost> _hosts = [];
    private readonly WarningLog _log = new();

    public IEnumerable<string> Warnings => _log.Lines;

    /// <summary>Those of the only host that was built.</summary>
    public IServiceProvider Services => _hosts.Single().Services;

    public IMembershipTable Table(string cluster) => Silo(cluster).GetRequiredService<IMembershipTable>();

    public IServiceProvider Silo(string cluster) => Build(builder => builder.UseOrleans(silo =>
    {
        Name(silo.Services, cluster);
        silo.UseKubernetesClustering(Configure);
    }));

    public IGatewayListProvider GatewayList(string cluster) => Build(builder => builder.UseOrleansClient(client =>
    {
        Name(client.Services, cluster);
        client.UseKubernetesClustering(Configure);
    })).GetRequiredService<IGatewayListProvider>();

    public void Dispose()
    {
        foreach (var host in _hosts)
        {
            host.Dispose();
        }
    }

    private void Configure(KubernetesClusteringOptions options)
    {
        options.KubeConfigFile = api.KubeConfig;
        configure?.Invoke(options);
    }

    private static void Name(IServiceCollection services, string cluster) =>
        services.Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = cluster);

    private IServiceProvider Build(Action<IHostApplicationBuilder> configureHost)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_log);
        configureHost(builder);
        var host = builder.Build();
        _hosts.Add(host);
        return host.Services;
    }
}
