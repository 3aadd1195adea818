using System.Net;
using System.Text.Json.Nodes;
using SchemaRegistry.Clustering.Tests.StandIn;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>The ConfigMap is deleted, replaced or rewound under silos that run. They remain one cluster.</summary>
public sealed class LostTableTests : IAsyncLifetime
{
    private const string Cluster = "orders";
    private readonly List<KubernetesParts> _parts = [];
    private KubernetesApi _api = null!;
    private IMembershipTable _first = null!;
    private IMembershipTable _second = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    public async ValueTask InitializeAsync()
    {
        _api = await KubernetesApi.Start();
        _first = await Join(1);
        _second = await Join(2);
        await _first.ReadAllAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _parts.ForEach(parts => parts.Dispose());
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task A_table_that_was_deleted_is_put_back_with_all_that_was_in_it()
    {
        var before = await _second.ReadAllAsync(Cancel);
        _api.DeleteTable(Cluster);

        var after = await _second.ReadAllAsync(Cancel);

        Assert.Equal([(1, SiloStatus.Active), (2, SiloStatus.Active)], Rows(after));
        Assert.True(after.Version.Version > before.Version.Version, "The silos would take what is put back for the past.");
        Assert.Contains(_parts[1].Warnings, line => line.Contains("put back", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Silos_that_put_it_back_at_once_make_one_table_of_what_each_knows()
    {
        // What the first silo has read last is older than what the second has written.
        Assert.True(await Update(_second, 2, SiloStatus.ShuttingDown));
        var third = await Join(3);
        _api.DeleteTable(Cluster);

        await Task.WhenAll(new[] { _first, _second, third }.Select(table => Task.Run(() => table.ReadAllAsync(Cancel))));

        Assert.Equal([(1, SiloStatus.Active), (2, SiloStatus.ShuttingDown), (3, SiloStatus.Active)], Rows(await _first.ReadAllAsync(Cancel)));
    }

    [Fact]
    public async Task A_table_that_another_silo_has_founded_meanwhile_takes_up_those_that_live()
    {
        _api.DeleteTable(Cluster);
        await Join(3);

        var joined = await _first.ReadAllAsync(Cancel);

        Assert.Equal([(1, SiloStatus.Active), (2, SiloStatus.Active), (3, SiloStatus.Active)], Rows(joined));
    }

    [Fact]
    public async Task A_table_that_came_back_from_a_backup_of_the_API_server_goes_on_from_the_newest_state()
    {
        var backup = Table();
        await Join(3);
        var before = await _first.ReadAllAsync(Cancel);
        _api.Objects.Restore("configmaps", KubernetesApi.Namespace, backup);

        var after = await _first.ReadAllAsync(Cancel);

        Assert.Equal(Rows(before), Rows(after));
        Assert.True(after.Version.Version > before.Version.Version, "The silos would take the backup for the past.");
    }

    [Fact]
    public async Task A_silo_that_is_cleaned_up_stays_away()
    {
        Assert.True(await Update(_first, 2, SiloStatus.Dead));
        var known = await _second.ReadAllAsync(Cancel);
        await _first.CleanupDefunctSiloEntriesAsync(Now.AddYears(1), Cancel);
        _api.DeleteTable(Cluster);

        await _first.ReadAllAsync(Cancel);

        Assert.Equal([(1, SiloStatus.Active), (2, SiloStatus.Dead)], Rows(known));
        Assert.Equal([(1, SiloStatus.Active)], Rows(await _second.ReadAllAsync(Cancel)));
    }

    [Fact]
    public async Task While_there_are_heartbeats_a_new_silo_founds_no_second_cluster()
    {
        await _first.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = Member(1).SiloAddress, IAmAliveTime = Now }, Cancel);
        _api.DeleteTable(Cluster);
        var joining = Join(3);
        await Eventually.Be("the new silo to look twice", TimeSpan.FromSeconds(10), () => _api.Requests.Count(IsHeartbeatList) > 3);
        Assert.Equal(404, _api.Objects.Read("configmaps", KubernetesApi.Namespace, $"orleans-{Cluster}").Status);

        await _first.ReadAllAsync(Cancel);
        var table = await joining.WaitAsync(TimeSpan.FromSeconds(10), Cancel);

        Assert.Equal([(1, SiloStatus.Active), (2, SiloStatus.Active), (3, SiloStatus.Active)], Rows(await table.ReadAllAsync(Cancel)));
    }

    [Fact]
    public async Task Heartbeats_of_a_cluster_that_is_gone_keep_nobody_from_founding_one()
    {
        await _first.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = Member(1).SiloAddress, IAmAliveTime = Now.AddMinutes(-1) }, Cancel);
        _api.DeleteTable(Cluster);

        var table = await Join(3).WaitAsync(TimeSpan.FromSeconds(10), Cancel);

        Assert.Equal([(3, SiloStatus.Active)], Rows(await table.ReadAllAsync(Cancel)));
    }

    [Fact]
    public async Task A_process_without_a_silo_keeps_its_silos_meanwhile()
    {
        using var parts = new KubernetesParts(_api);
        var gateways = parts.GatewayList(Cluster);
        await gateways.InitializeGatewayListProviderAsync(Cancel);
        var before = await gateways.GetGatewaysAsync(Cancel);
        _api.DeleteTable(Cluster);

        Assert.Equal(2, before.Count);
        Assert.Equal(before, await gateways.GetGatewaysAsync(Cancel));
    }

    private static bool IsHeartbeatList(ApiRequest request) => request is { Kind: "leases", Method: "GET", Name: null };

    private async Task<IMembershipTable> Join(int number)
    {
        _parts.Add(new KubernetesParts(_api));
        var table = _parts[^1].Table(Cluster);
        await table.InitializeMembershipTableAsync(true, Cancel);
        Assert.True(await table.InsertRowAsync(Member(number), (await table.ReadAllAsync(Cancel)).Version.Next(), Cancel));
        return table;
    }

    private static async Task<bool> Update(IMembershipTable table, int number, SiloStatus status)
    {
        var member = Member(number);
        member.Status = status;
        return await table.UpdateRowAsync(member, "", (await table.ReadAllAsync(Cancel)).Version.Next(), Cancel);
    }

    private JsonObject Table() => _api.Objects.Read("configmaps", KubernetesApi.Namespace, $"orleans-{Cluster}").Body;

    private static MembershipEntry Member(int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, number, 1),
        SiloName = $"registry-{number}",
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 30_000 + number,
    };

    private static (int, SiloStatus)[] Rows(MembershipTableData data) =>
        [.. data.Members.Select(member => (member.Item1.SiloAddress.Endpoint.Port, member.Item1.Status)).Order()];
}
