using Orleans.Messaging;
using SchemaRegistry.Clustering.Tests.Contract;
using SchemaRegistry.Clustering.Tests.StandIn;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>Our table in a ConfigMap, over a stand-in for the API server.</summary>
public sealed class KubernetesTableTests : MembershipTableContract, IAsyncLifetime
{
    private KubernetesApi _api = null!;
    private KubernetesParts _parts = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await KubernetesApi.Start();
        _parts = new KubernetesParts(_api);
    }

    public async ValueTask DisposeAsync()
    {
        _parts.Dispose();
        await _api.DisposeAsync();
    }

    protected override IMembershipTable Make(string cluster) => _parts.Table(cluster);

    protected override IGatewayListProvider MakeGatewayList(string cluster) => _parts.GatewayList(cluster);
}
