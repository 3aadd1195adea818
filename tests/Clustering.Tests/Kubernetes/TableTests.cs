using System.Net;
using System.Text.Json.Nodes;
using SchemaRegistry.Clustering.Tests.StandIn;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>A table with one silo in it, whose every call the stand-in for the API server sees.</summary>
public abstract class TableTests : IAsyncLifetime
{
    protected const string Cluster = "orders";
    protected static readonly DateTime Noon = new(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc);

    private protected KubernetesApi Api { get; private set; } = null!;

    private protected KubernetesParts Parts { get; private set; } = null!;

    protected IMembershipTable Table { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Api = await KubernetesApi.Start();
        Parts = new KubernetesParts(Api, options =>
        {
            options.PodName = "registry-0";
            options.RequestTimeout = TimeSpan.FromSeconds(1);
        });
        Api.AddPod("registry-0");
        Table = Parts.Table(Cluster);
        await Table.InitializeMembershipTableAsync(true, Cancel);
        Assert.True(await Insert(Member(1)));
        Api.ForgetRequests();
    }

    public async ValueTask DisposeAsync()
    {
        Parts.Dispose();
        await Api.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<bool> Insert(MembershipEntry entry) =>
        await Table.InsertRowAsync(entry, (await Table.ReadAllAsync(Cancel)).Version.Next(), Cancel);

    protected async Task<bool> Update(MembershipEntry entry) =>
        await Table.UpdateRowAsync(entry, "", (await Table.ReadAllAsync(Cancel)).Version.Next(), Cancel);

    protected Task Heartbeat(DateTime time) =>
        Table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = Member(1).SiloAddress, IAmAliveTime = time }, Cancel);

    protected List<JsonNode> Leases() => [.. Api.Objects.List("leases", KubernetesApi.Namespace).Body["items"]!.AsArray().Select(lease => lease!)];

    protected JsonNode Data(string cluster = Cluster) => Api.Objects.Read("configmaps", KubernetesApi.Namespace, $"orleans-{cluster}").Body["data"]!;

    protected static MembershipEntry Member(int port, SiloStatus status = SiloStatus.Active) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, port, 1),
        SiloName = $"registry-{port}",
        HostName = "host",
        Status = status,
        StartTime = Noon,
        IAmAliveTime = Noon,
    };
}
