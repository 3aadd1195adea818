using System.Globalization;
using System.Text.RegularExpressions;
using SchemaRegistry.Clustering.Tests.StandIn;
using SchemaRegistry.House.Tests;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>What a cluster costs the API server that has nothing to do, and what it leaves there, in quick motion.</summary>
[Slow]
public sealed partial class UpkeepTests : IAsyncLifetime
{
    private const string Cluster = "registry";

    // Per minute and silo, at a watch of five minutes on the table and one on pods, each of which begins with a read or a list.
    private const double Renewals = 2 * 2 / 5.0;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private readonly List<TestSilo> _silos = [];
    private KubernetesApi _api = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await KubernetesApi.Start();

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_silos.Select(silo => silo.DisposeAsync().AsTask()));
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task Silos_that_run_call_as_often_as_the_manual_says()
    {
        // Two minutes in eight seconds.
        const int Silos = 2, Minutes = 2, Times = 15;
        await Start(Silos, Times);
        _api.ForgetRequests();
        using var period = new PeriodicTimer(TimeSpan.FromMinutes(Minutes) / Times);
        await period.WaitForNextTickAsync(Cancel);

        var calls = (_api.Requests.Count / (double)(Silos * Minutes)) + Renewals;

        Assert.InRange(calls, Told(RunningSilo()) * 0.75, Told(RunningSilo()) * 1.25);
    }

    [Fact]
    public async Task A_process_without_a_silo_calls_as_often_as_the_manual_says()
    {
        using var parts = new KubernetesParts(_api);
        await parts.Table(Cluster).InitializeMembershipTableAsync(true, Cancel);
        var gateways = parts.GatewayList(Cluster);
        await gateways.InitializeGatewayListProviderAsync(Cancel);
        await Eventually.Be("a watch", Soon, () => _api.Requests.Any(request => request.IsWatch));
        _api.ForgetRequests();

        // A minute of Orleans' asking. The watch ends after a minute and begins again with a read.
        for (var asked = 0; asked < 12; asked++)
        {
            await gateways.GetGatewaysAsync(Cancel);
        }

        Assert.Equal(Told(WithoutSilo()), _api.Requests.Count + 2);
    }

    [Fact]
    public async Task Rows_and_Leases_of_the_dead_are_gone_within_minutes()
    {
        var dead = await DeadSilos.Leave(_api, Cluster, 3);
        Assert.InRange(RegistryTimes.Membership().DefunctSiloExpiration, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

        // Ten minutes in three seconds.
        await Start(1, times: 200);

        await Eventually.Be("their rows to be gone", Soon, () => !Holds("configmaps", dead));
        await Eventually.Be("their Leases to be gone", Soon, () => !Holds("leases", dead));
    }

    private bool Holds(string kind, IEnumerable<SiloAddress> silos)
    {
        var all = _api.Objects.List(kind, KubernetesApi.Namespace).Body.ToJsonString();
        return silos.Any(silo => Regex.IsMatch(all, $"[.-]{silo.Endpoint.Port}[.-]"));
    }

    private async Task Start(int count, int times)
    {
        var faster = RegistryTimes.Faster(times);
        _silos.AddRange(Enumerable.Range(0, count).Select(number => TestSilo.Build(_api, Cluster, $"registry-{number}", faster)));
        await Task.WhenAll(_silos.Select(silo => Task.Run(silo.Start)));
        await Eventually.Be("everybody to see everybody", Soon, () => _silos.All(silo => silo.ActiveSilos == count));
        await Eventually.Be("watches", Soon, () => _api.Requests.Count(request => request.IsWatch) >= 2 * count);
    }

    private static double Told(Regex row) =>
        double.Parse(row.Match(RepositoryRoot.Read("Clustering.Kubernetes/README.md")).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| a running silo \|.* about ([\d.]+) \|$", RegexOptions.Multiline)]
    private static partial Regex RunningSilo();

    [GeneratedRegex(@"^\| a process without a silo \| (\d+):", RegexOptions.Multiline)]
    private static partial Regex WithoutSilo();
}
