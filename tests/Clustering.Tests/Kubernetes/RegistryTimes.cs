using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SchemaRegistry.Silo;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>How often a registry in a pod does what, as it is configured to.</summary>
internal static class RegistryTimes
{
    private static readonly Dictionary<string, string> Pod = new()
    {
        ["DATABASE_URL"] = "postgresql://registry@127.0.0.1/registry",
        ["CLUSTERING"] = "kubernetes",
        ["POD_NAME"] = "registry-0",
        ["POD_NAMESPACE"] = "registry",
        ["POD_IP"] = "127.0.0.1",
    };

    public static ClusterMembershipOptions Membership()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.AddClustering(SiloConfiguration.Read(Pod.GetValueOrDefault)));
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptions<ClusterMembershipOptions>>().Value;
    }

    /// <summary>The same, so many times as fast.</summary>
    public static Action<ClusterMembershipOptions> Faster(int times)
    {
        var real = Membership();
        return options =>
        {
            options.IAmAliveTablePublishTimeout = real.IAmAliveTablePublishTimeout / times;
            options.TableRefreshTimeout = real.TableRefreshTimeout / times;
            options.DefunctSiloExpiration = real.DefunctSiloExpiration / times;
            options.DefunctSiloMinimumRetention = real.DefunctSiloMinimumRetention / times;
            options.DefunctSiloCleanupPeriod = real.DefunctSiloCleanupPeriod / times;
        };
    }
}
