using System.Globalization;
using System.Text.RegularExpressions;
using SchemaRegistry.Clustering.Tests.StandIn;
using SchemaRegistry.House.Tests;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>What a cluster costs the API server that has nothing to do, and what it leaves there, in quick motion.</summary>
[Slow]
public sealed partial class UpkeepTests : SilosOnKubernetes
{
    [Fact]
    public async Task Silos_that_run_call_as_often_as_the_manual_says()
    {
        // Ten minutes in fifteen seconds, watches included.
        const int Count = 2, Minutes = 10, Times = 40;
        Api.Times = Times;
        await Start(Count, Times);
        Api.ForgetRequests();
        using var period = new PeriodicTimer(TimeSpan.FromMinutes(Minutes) / Times);
        await period.WaitForNextTickAsync(Cancel);

        var calls = Api.Requests.ToList();

        foreach (var kind in calls.CountBy(Role.RightFor))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{kind.Key}: {kind.Value / (double)(Count * Minutes):0.00} a minute");
        }

        // A machine that is busy makes fewer.
        Assert.InRange(calls.Count / (double)(Count * Minutes), Told(RunningSilo()) * 0.75, Told(RunningSilo()) * 1.1);
    }

    [Fact]
    public async Task A_process_without_a_silo_calls_as_often_as_the_manual_says()
    {
        // A minute in six seconds.
        Api.Times = 10;
        using var parts = new KubernetesParts(Api);
        await parts.Table(Cluster).InitializeMembershipTableAsync(true, Cancel);
        var gateways = parts.GatewayList(Cluster);
        await gateways.InitializeGatewayListProviderAsync(Cancel);
        await Eventually.Be("a watch", Soon, () => Api.Requests.Any(request => request.IsWatch));
        var length = Api.Requests.First(request => request.IsWatch).TimeoutSeconds;
        Api.ForgetRequests();

        // What Orleans asks in a minute.
        for (var asked = 0; asked < 12; asked++)
        {
            await gateways.GetGatewaysAsync(Cancel);
        }

        // As long as the first watch lasted, all calls are those for the next.
        await Eventually.Be("the next watch", Soon, () => Api.Requests.Any(request => request.IsWatch));

        Assert.Equal(Told(WithoutSilo()), Api.Requests.Count * 60 / length!.Value);
    }

    [Fact]
    public async Task Rows_and_Leases_of_the_dead_are_gone_within_minutes()
    {
        var dead = await DeadSilos.Leave(Api, Cluster, 3);
        Assert.InRange(RegistryTimes.Membership().DefunctSiloExpiration, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

        // Ten minutes in three seconds.
        await Start(1, times: 200);

        await Eventually.Be("their rows to be gone", Soon, () => !Holds("configmaps", dead));
        await Eventually.Be("their Leases to be gone", Soon, () => !Holds("leases", dead));
    }

    private bool Holds(string kind, IEnumerable<SiloAddress> silos)
    {
        var all = Api.Objects.List(kind, KubernetesApi.Namespace).Body.ToJsonString();
        return silos.Any(silo => Regex.IsMatch(all, $"[.-]{silo.Endpoint.Port}[.-]"));
    }

    private async Task Start(int count, int times)
    {
        await StartTogether(Build(count, configure: RegistryTimes.Faster(times)));
        await Eventually.Be("watches", Soon, () => Api.Requests.Count(request => request.IsWatch) >= 2 * count);
    }

    private static double Told(Regex row) =>
        double.Parse(row.Match(RepositoryRoot.Read("Clustering.Kubernetes/README.md")).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| a running silo \|.* about ([\d.]+) \|$", RegexOptions.Multiline)]
    private static partial Regex RunningSilo();

    [GeneratedRegex(@"^\| a process without a silo \| (\d+):", RegexOptions.Multiline)]
    private static partial Regex WithoutSilo();
}
