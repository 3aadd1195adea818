using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Clustering.Kubernetes;
using SchemaRegistry.Clustering.Tests.StandIn;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>Silos join one after the other, and whatever becomes of a turn, none waits for more than 5 s.</summary>
public sealed class JoinTurnTests : IAsyncLifetime
{
    private const string Cluster = "orders";
    private const string Lease = "orleans-orders-join";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Timers are exact to a millisecond or so, and the machine is busy with others.
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(10);
    private readonly List<KubernetesParts> _parts = [];
    private KubernetesApi _api = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await KubernetesApi.Start();

    public async ValueTask DisposeAsync()
    {
        _parts.ForEach(parts => parts.Dispose());
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task The_next_has_its_turn_when_the_one_before_gives_it_back()
    {
        var first = await Turns().Take(Cancel);
        Assert.NotNull(first);
        var waiting = Turns().Take(Cancel);
        await Support.Eventually.Be("the next to wait", Patience, () => _api.Requests.Any(request => request.Method == "GET"));
        Assert.False(waiting.IsCompleted);

        await first.DisposeAsync();
        var second = await waiting;

        Assert.NotNull(second);
        await second.DisposeAsync();
        Assert.Empty(Leases());
    }

    [Fact]
    public async Task A_turn_that_nobody_contends_for_costs_two_calls()
    {
        var turn = await Turns().Take(Cancel);
        await turn!.DisposeAsync();

        Assert.Equal(["POST", "DELETE"], _api.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task One_of_many_has_the_turn_at_a_time()
    {
        var (holding, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Turns()).ToList().Select(turns => Task.Run(async () =>
        {
            await using var turn = await turns.Take(Cancel);
            Assert.NotNull(turn);
            InterlockedMax(ref most, Interlocked.Increment(ref holding));
            Interlocked.Decrement(ref holding);
        })));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_dead_holder_costs_the_next_three_seconds()
    {
        Assert.NotNull(await Turns().Take(Cancel));
        var turns = Turns();
        var started = Stopwatch.StartNew();

        await using var next = await turns.Take(Cancel);

        Assert.NotNull(next);
        Assert.InRange(started.Elapsed, TimeSpan.FromSeconds(3) - Early, Patience);
    }

    [Fact]
    public async Task A_holder_whose_turn_was_over_does_not_end_that_of_the_next()
    {
        var slow = await Turns().Take(Cancel);
        await using var next = await Turns().Take(Cancel);
        Assert.NotNull(next);

        await slow!.DisposeAsync();

        Assert.Single(Leases());
    }

    [Fact]
    public async Task Whoever_waits_too_long_goes_on()
    {
        Assert.NotNull(await Turns().Take(Cancel));
        var holder = 0;
        _api.Failing = request =>
        {
            if (request is { Method: "GET", Kind: "leases" })
            {
                Touch($"another-{Interlocked.Increment(ref holder)}");
            }

            return null;
        };
        var turns = Turns();
        var started = Stopwatch.StartNew();

        Assert.Null(await turns.Take(Cancel));

        Assert.InRange(started.Elapsed, Patience - Early, Late);
    }

    [Fact]
    public async Task While_the_API_server_is_away_nobody_waits()
    {
        var turns = Turns();
        await _api.GoAway();

        Assert.Null(await turns.Take(Cancel).WaitAsync(Patience, Cancel));
    }

    [Fact]
    public async Task An_API_server_that_does_not_answer_is_waited_for_no_longer_than_others()
    {
        _api.Failing = _ => new ApiFailure(0);

        Assert.Null(await Turns().Take(Cancel).WaitAsync(Late, Cancel));
    }

    [Fact]
    public async Task An_API_server_that_went_away_ends_no_stop_and_no_start()
    {
        var turn = await Turns().Take(Cancel);
        await _api.GoAway();

        await turn!.DisposeAsync().AsTask().WaitAsync(Patience, Cancel);
    }

    [Fact]
    public async Task Without_the_right_a_silo_goes_on_at_once_and_its_heartbeats_are_not_kept_back()
    {
        var services = Parts().Silo(Cluster);
        _api.Failing = request => request.Kind == "leases" && request.Method == "POST" && _api.Requests.Count == 1 ? new ApiFailure(403) : null;

        Assert.Null(await services.GetRequiredService<KubernetesJoinTurn>().Take(Cancel));

        var heartbeat = new MembershipEntry { SiloAddress = SiloAddress.New(IPAddress.Loopback, 1, 1) };
        var started = Stopwatch.StartNew();
        await services.GetRequiredService<IMembershipTable>().UpdateIAmAliveAsync(heartbeat, Cancel);
        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_turn_is_no_heartbeat()
    {
        var services = Parts().Silo(Cluster);
        var table = services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true, Cancel);
        await using var turn = await services.GetRequiredService<KubernetesJoinTurn>().Take(Cancel);

        await table.CleanupDefunctSiloEntriesAsync(TimeProvider.System.GetUtcNow().AddYears(1), Cancel);

        Assert.Single(Leases());
    }

    [Fact]
    public async Task A_turn_ends_with_its_pod()
    {
        _api.AddPod("registry-0");
        var services = Parts("registry-0").Silo(Cluster);
        await services.GetRequiredService<IMembershipTable>().InitializeMembershipTableAsync(true, Cancel);
        Assert.NotNull(await services.GetRequiredService<KubernetesJoinTurn>().Take(Cancel));
        Assert.Equal("registry-0", (string?)Leases().Single()!["spec"]!["holderIdentity"]);

        _api.DeletePod("registry-0");

        Assert.Empty(Leases());
    }

    private KubernetesJoinTurn Turns() => Parts().Silo(Cluster).GetRequiredService<KubernetesJoinTurn>();

    private KubernetesParts Parts(string? pod = null)
    {
        _parts.Add(new KubernetesParts(_api, options => options.PodName = pod));
        return _parts[^1];
    }

    private JsonArray Leases() => _api.Objects.List("leases", KubernetesApi.Namespace, null).Body["items"]!.AsArray();

    private void Touch(string holder) => _api.Objects.Patch(
        "leases",
        KubernetesApi.Namespace,
        Lease,
        "application/merge-patch+json",
        new JsonObject { ["spec"] = new JsonObject { ["holderIdentity"] = holder } });

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
