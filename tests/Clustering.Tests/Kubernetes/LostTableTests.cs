using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Clustering.Kubernetes;
using SchemaRegistry.Clustering.Tests.StandIn;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>The ConfigMap is deleted, replaced or rewound under silos that run. They remain one cluster.</summary>
public sealed class LostTableTests : IAsyncLifetime
{
    private const string Cluster = "orders";
    private const string Name = $"orleans-{Cluster}";
    private const string Merge = "application/merge-patch+json";
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

    [Theory]
    [InlineData("deleted")]
    [InlineData("emptied")]
    [InlineData("robbed of its rows")]
    public async Task A_table_that_was_lost_is_put_back_with_all_that_was_in_it(string how)
    {
        var before = await _second.ReadAllAsync(Cancel);
        Lose(how);

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
    public async Task What_a_newer_build_says_in_a_row_is_put_back_with_it()
    {
        var row = MemberKey.Row(Member(2).SiloAddress);
        Change(new JsonObject { [row] = ((string)Table()["data"]![row]!).Replace("{", "{\"zone\":\"b\",", StringComparison.Ordinal) });
        await _first.ReadAllAsync(Cancel);
        _api.DeleteTable(Cluster);
        await Join(3);

        await _first.ReadAllAsync(Cancel);

        Assert.Contains("\"zone\":\"b\"", (string)Table()["data"]![row]!, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("deleted")]
    [InlineData("emptied")]
    public async Task While_there_are_heartbeats_a_new_silo_founds_no_second_cluster(string how)
    {
        await _first.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = Member(1).SiloAddress, IAmAliveTime = Now }, Cancel);
        Lose(how);
        var joining = Join(3);
        await Eventually.Be("the new silo to look twice", TimeSpan.FromSeconds(10), () => _api.Requests.Count(IsHeartbeatList) > 3);
        Assert.Null(Table()["data"]);

        await _first.ReadAllAsync(Cancel);
        var table = await joining.WaitAsync(TimeSpan.FromSeconds(10), Cancel);

        Assert.Equal([(1, SiloStatus.Active), (2, SiloStatus.Active), (3, SiloStatus.Active)], Rows(await table.ReadAllAsync(Cancel)));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("emptied")]
    public async Task Heartbeats_of_a_cluster_that_is_gone_keep_nobody_from_founding_one(string how)
    {
        await _first.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = Member(1).SiloAddress, IAmAliveTime = Now.AddMinutes(-1) }, Cancel);
        Lose(how);

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

    [Fact]
    public async Task A_read_that_a_watch_has_overtaken_takes_no_silo_away()
    {
        using var parts = new KubernetesParts(_api);
        var gateways = parts.GatewayList(Cluster);
        var (isRead, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _api.Answering = _ => isRead.TrySetResult() ? mayAnswer.Task : Task.CompletedTask;
        var overtaken = gateways.GetGatewaysAsync(Cancel);
        await isRead.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        await Join(3);
        await gateways.InitializeGatewayListProviderAsync(Cancel);
        await Eventually.Be("the watch", TimeSpan.FromSeconds(10), () => _api.Requests.Any(request => request.IsWatch));

        mayAnswer.SetResult();

        Assert.Equal(3, (await overtaken).Count);
        Assert.Equal(3, (await gateways.GetGatewaysAsync(Cancel)).Count);
    }

    [Fact]
    public async Task A_table_that_is_set_back_while_nobody_reads_it_is_put_back_at_once()
    {
        await using var watch = await Watch(0);
        var before = Version();

        Change(new JsonObject { ["version"] = "0" });

        await Eventually.Be("the table to go on from where it was", TimeSpan.FromSeconds(10), () => Version() > before);
    }

    [Fact]
    public async Task What_a_silo_has_seen_others_write_is_put_back_by_it_too()
    {
        await using var watch = await Watch(0);
        await Join(3);

        _api.DeleteTable(Cluster);

        await Eventually.Be("the table to be there", TimeSpan.FromSeconds(10), () => Table()["data"] is not null);
        Assert.Contains(MemberKey.Row(Member(3).SiloAddress), Table()["data"]!.AsObject());
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

    /// <summary>The silo's watch of the table; what it learns from there is all that it learns.</summary>
    private async Task<LifecycleStub> Watch(int silo)
    {
        var services = _parts[silo].Services;
        var watch = ActivatorUtilities.CreateInstance<TableWatch>(services, new MembershipStub());
        var lifecycle = new LifecycleStub(watch);
        watch.Participate(lifecycle);
        await lifecycle.Start();
        await Eventually.Be("the watch", TimeSpan.FromSeconds(10), () => _api.Requests.Any(request => request.IsWatch));
        return lifecycle;
    }

    private void Lose(string how)
    {
        if (how == "deleted")
        {
            _api.DeleteTable(Cluster);
        }
        else if (how == "emptied")
        {
            _api.Objects.Patch("configmaps", KubernetesApi.Namespace, Name, Merge, new JsonObject { ["data"] = null });
        }
        else
        {
            Change(new JsonObject([.. Table()["data"]!.AsObject().Where(entry => entry.Key[1] == '.').Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)null))]));
        }
    }

    private void Change(JsonObject data) => Assert.Equal(
        200, _api.Objects.Patch("configmaps", KubernetesApi.Namespace, Name, Merge, new JsonObject { ["data"] = data }).Status);

    private int Version() => int.Parse((string?)Table()["data"]?["version"] ?? "0", CultureInfo.InvariantCulture);

    private JsonObject Table() => _api.Objects.Read("configmaps", KubernetesApi.Namespace, Name).Body;

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
