using System.Text.RegularExpressions;
using SchemaRegistry.Clustering.Tests.StandIn;
using SchemaRegistry.House.Tests;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>The manual's Role is enough, and nothing in it is idle.</summary>
[Slow]
public sealed partial class RoleTests : IAsyncLifetime
{
    private const string Cluster = "schema-registry";
    private readonly Role _role = Role.Parse(Manifest().Match(RepositoryRoot.Read("Clustering.Kubernetes/README.md")).Groups[1].Value);
    private KubernetesApi _api = null!;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await KubernetesApi.Start();

    public async ValueTask DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Silos_use_the_rights_that_the_manual_names_and_no_other()
    {
        _api.Failing = request => _role.Allows(request) ? null : new ApiFailure(403);
        await using var first = TestSilo.Build(_api, Cluster, "registry-0");
        await using var second = TestSilo.Build(_api, Cluster, "registry-1");
        using var parts = new KubernetesParts(_api);

        await Task.WhenAll(first.Start(), second.Start());
        await Eventually.Be(
            "watches of pods and of the table", TimeSpan.FromSeconds(20), () => _api.Requests.Where(request => request.IsWatch).DistinctBy(request => request.Kind).Count() == 2);
        var table = parts.Table(Cluster);
        await table.ReadRowAsync(first.Address, Cancel);
        await table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = first.Address, IAmAliveTime = Now }, Cancel);

        Assert.All(_api.Requests, request => Assert.True(_role.Allows(request), Role.RightFor(request)));
        Assert.Equal(_role.Rights.Order(), _api.Requests.Select(Role.RightFor).Distinct().Order());
    }

    [Fact]
    public async Task A_process_without_a_silo_reads_and_watches_the_table_and_nothing_else()
    {
        using var parts = new KubernetesParts(_api);
        await parts.Table(Cluster).InitializeMembershipTableAsync(true, Cancel);
        _api.ForgetRequests();
        var gateways = parts.GatewayList(Cluster);

        await gateways.InitializeGatewayListProvider();
        await gateways.GetGateways();
        await Eventually.Be("a watch", TimeSpan.FromSeconds(20), () => _api.Requests.Any(request => request.IsWatch));

        Assert.All(_api.Requests, request => Assert.True(_role.Allows(request), Role.RightFor(request)));
        Assert.Equal(["get configmaps", "watch configmaps"], _api.Requests.Select(Role.RightFor).Distinct().Order());
    }

    [GeneratedRegex("```yaml\n(apiVersion: rbac.*?)```", RegexOptions.Singleline)]
    private static partial Regex Manifest();
}
