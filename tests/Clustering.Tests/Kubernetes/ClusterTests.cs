using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using SchemaRegistry.Clustering.Kubernetes;
using SchemaRegistry.Clustering.Tests.StandIn;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>Whole silos on the stand-in API server: forming, dying, and living without it.</summary>
[Slow]
public sealed class ClusterTests : SilosOnKubernetes
{
    [Fact]
    public async Task ThreeSilos_that_start_together_are_a_cluster_within_ten_seconds()
    {
        var alone = await Time(StartTogether(Build(1)));
        await Silos[0].DisposeAsync();
        Silos.Clear();
        var silos = Build(3);

        var together = await Time(StartTogether(silos));

        // The machine may be busy with other tests, so the limit is relative to what one silo takes that starts alone.
        Assert.InRange(together, TimeSpan.Zero, TimeSpan.FromSeconds(Math.Max(10, 5 * alone.TotalSeconds)));
        await CallEach(silos[0], 30, Cancel);
        Assert.Equal(404, Api.Objects.Read("leases", KubernetesApi.Namespace, $"orleans-{Cluster}-join").Status);
    }

    [Fact]
    public async Task A_cluster_that_died_whole_is_followed_by_the_next_one_at_once()
    {
        var dead = await DeadSilos.Leave(Api, Cluster, 3);
        var silos = Build(3);

        await Within(Soon, StartTogether(silos));

        await CallEach(silos[0], 30, Cancel);
        Assert.All(dead, silo => Assert.Equal(SiloStatus.Dead, silos[0].StatusOf(silo)));
    }

    [Fact]
    public async Task A_cluster_lives_on_without_the_API_server_and_a_joiner_waits_for_it()
    {
        var silos = Build(2);
        await Within(Soon, StartTogether(silos));
        await Api.GoAway();
        var joiner = Build(1, first: 2)[0];
        var joining = joiner.Start();

        await CallEach(silos[0], 200, Cancel);
        using var away = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var round = 0; round < 20 && await away.WaitForNextTickAsync(Cancel); round++)
        {
            await CallEach(silos[round % 2], 5, Cancel, from: 1_000 + (round * 5));
        }

        Assert.False(joining.IsCompleted);
        await Api.ComeBack();
        await Within(TimeSpan.FromSeconds(20), joining);
        await Eventually.Be("three active silos", Soon, () => silos[0].ActiveSilos == 3);
    }

    [Fact]
    public async Task A_silo_without_rights_asks_seldom_and_starts_when_they_are_given()
    {
        var refused = true;
        Api.Failing = _ => Volatile.Read(ref refused) ? new ApiFailure(403) : null;
        var silo = Build(1)[0];
        var starting = silo.Start();
        using var while4Seconds = new PeriodicTimer(TimeSpan.FromSeconds(4));
        await while4Seconds.WaitForNextTickAsync(Cancel);

        Assert.InRange(Api.Requests.Count, 1, 8);
        Volatile.Write(ref refused, false);
        await Within(TimeSpan.FromSeconds(20), starting);
    }

    [Fact]
    public async Task Silos_that_may_not_read_pods_form_a_cluster_all_the_same()
    {
        Api.Failing = request => request.Kind == "pods" ? new ApiFailure(403) : null;
        var silos = Build(2);

        await Within(Soon, StartTogether(silos));

        Assert.InRange(Api.Requests.Count(request => request.Kind == "pods"), 2, 2 * 8);
    }

    [Fact]
    public async Task A_silo_that_is_refused_its_pod_at_first_is_known_to_be_in_it_later()
    {
        var refused = true;
        Api.Failing = request => request.Kind == "pods" && Volatile.Read(ref refused) ? new ApiFailure(403) : null;
        var silo = Build(1)[0];
        await Within(Soon, silo.Start());
        Volatile.Write(ref refused, false);

        var key = $"p.7f000001.{silo.Address.Endpoint.Port}.{silo.Address.Generation}";
        await Eventually.Be("the pod to be noted", Soon, () =>
            ((string?)Api.Objects.Read("configmaps", KubernetesApi.Namespace, $"orleans-{Cluster}").Body["data"]![key])?.StartsWith("registry-0/", StringComparison.Ordinal) == true);
        await Eventually.Be("a watch of pods", Soon, () => Api.Requests.Any(request => request is { Kind: "pods", IsWatch: true }));
        await Eventually.Be("a Lease that goes with the pod", Soon, () => Api.Objects.List("leases", KubernetesApi.Namespace).Body["items"]!
            .AsArray().Any(lease => lease!["metadata"]!["ownerReferences"] is not null));
    }

    [Fact]
    public async Task Silos_whose_table_is_deleted_stay_one_cluster_that_others_join()
    {
        var silos = Build(2);
        await Within(Soon, StartTogether(silos));
        Api.DeleteTable(Cluster);
        await Eventually.Be("the table to be put back", TimeSpan.FromSeconds(5), () => Api.Objects.Read("configmaps", KubernetesApi.Namespace, $"orleans-{Cluster}").Status == 200);

        var joiner = Build(1, first: 2)[0];
        await Within(Soon, joiner.Start());

        await Eventually.Be("everybody to see everybody", Soon, () => Silos.All(silo => silo.ActiveSilos == 3));
        await CallEach(joiner, 30, Cancel);
    }

    [Fact]
    public async Task A_client_finds_theSilos()
    {
        var silo = Build(1)[0];
        await Within(Soon, silo.Start());
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = Cluster)
            .UseKubernetesClustering(options => options.KubeConfigFile = Api.KubeConfig));
        using var host = builder.Build();

        await Within(Soon, host.StartAsync(Cancel));

        Assert.Equal(7, await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IEchoGrain>(1).Echo(7));
        await host.StopAsync(Cancel);
    }

    private static async Task CallEach(TestSilo silo, int grains, CancellationToken cancellationToken, int from = 0)
    {
        for (var key = from; key < from + grains; key++)
        {
            Assert.Equal(key, await silo.Grains.GetGrain<IEchoGrain>(key).Echo(key).WaitAsync(cancellationToken));
        }
    }

    private static async Task<TimeSpan> Time(Task task)
    {
        var started = Stopwatch.GetTimestamp();
        await task;
        return Stopwatch.GetElapsedTime(started);
    }

    private static Task Within(TimeSpan limit, Task task) => task.WaitAsync(limit, Cancel);
}
