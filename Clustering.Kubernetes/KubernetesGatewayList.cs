using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>Lists the Orleans gateways: the active silos in the ConfigMap that take calls from clients of the cluster.</summary>
internal sealed class KubernetesGatewayList(
    ApiServer api, TableStore store, IOptions<GatewayOptions> options, IHostApplicationLifetime? lifetime = null) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => options.Value.GatewayListRefreshPeriod;

    public bool IsUpdatable => true;

    /// <summary>Waits for an API server that is away or refuses.</summary>
    public async Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, lifetime?.ApplicationStopping ?? CancellationToken.None);
        await api.UntilAnswered(async token => await store.Find(token), stop.Token);
    }

    public async Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken)
    {
        var table = await store.Find(cancellationToken);
        return table is null ? [] : [.. table.ReadAll().Where(row => row is { Status: SiloStatus.Active, ProxyPort: > 0 }).Select(Gateway)];
    }

    public Task InitializeGatewayListProvider() => InitializeGatewayListProviderAsync(CancellationToken.None);

    public Task<IList<Uri>> GetGateways() => GetGatewaysAsync(CancellationToken.None);

    private static Uri Gateway(MembershipEntry row) =>
        SiloAddress.New(row.SiloAddress.Endpoint.Address, row.ProxyPort, row.SiloAddress.Generation).ToGatewayUri();
}
