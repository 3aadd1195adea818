using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Clustering.Kubernetes;
using SchemaRegistry.Clustering.Tests.StandIn;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>Silos join one after the other, and whatever becomes of the lock, none waits for more than 5 s.</summary>
[Slow]
public sealed class JoinLockTests : IAsyncLifetime
{
    private const string Cluster = "orders";
    private const string Lease = "orleans-orders-join";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Timers may fire a few milliseconds early, and late on a busy machine.
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
    public async Task The_next_silo_gets_the_lock_when_the_one_before_releases_it()
    {
        var first = await NewLock().Take(Cancel);
        Assert.NotNull(first);
        var waiting = NewLock().Take(Cancel);
        await Support.Eventually.Be("the next to wait", Patience, () => _api.Requests.Any(request => request.Method == "GET"));
        Assert.False(waiting.IsCompleted);

        await first.DisposeAsync();
        var second = await waiting;

        Assert.NotNull(second);
        await second.DisposeAsync();
        Assert.Empty(Leases());
    }

    [Fact]
    public async Task A_lock_that_nobody_contends_for_costs_two_calls()
    {
        var held = await NewLock().Take(Cancel);
        await held!.DisposeAsync();

        Assert.Equal(["POST", "DELETE"], _api.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task One_of_many_holds_the_lock_at_a_time()
    {
        var (holding, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => NewLock()).ToList().Select(joinLock => Task.Run(async () =>
        {
            await using var held = await joinLock.Take(Cancel);
            Assert.NotNull(held);
            InterlockedMax(ref most, Interlocked.Increment(ref holding));
            Interlocked.Decrement(ref holding);
        })));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_dead_holder_costs_the_next_three_seconds()
    {
        Assert.NotNull(await NewLock().Take(Cancel));
        var joinLock = NewLock();
        var started = Stopwatch.StartNew();

        await using var next = await joinLock.Take(Cancel);

        Assert.NotNull(next);
        Assert.InRange(started.Elapsed, TimeSpan.FromSeconds(3) - Early, Patience);
    }

    [Fact]
    public async Task A_holder_whose_lock_expired_does_not_release_that_of_the_next()
    {
        var slow = await NewLock().Take(Cancel);
        await using var next = await NewLock().Take(Cancel);
        Assert.NotNull(next);

        await slow!.DisposeAsync();

        Assert.Single(Leases());
    }

    [Fact]
    public async Task A_silo_that_waits_too_long_joins_without_the_lock()
    {
        Assert.NotNull(await NewLock().Take(Cancel));
        var holder = 0;
        _api.Failing = request =>
        {
            if (request is { Method: "GET", Kind: "leases" })
            {
                Touch($"another-{Interlocked.Increment(ref holder)}");
            }

            return null;
        };
        var joinLock = NewLock();
        var started = Stopwatch.StartNew();

        Assert.Null(await joinLock.Take(Cancel));

        Assert.InRange(started.Elapsed, Patience - Early, Late);
    }

    [Fact]
    public async Task While_the_API_server_is_away_nobody_waits()
    {
        var joinLock = NewLock();
        await _api.GoAway();

        Assert.Null(await joinLock.Take(Cancel).WaitAsync(Patience, Cancel));
    }

    [Fact]
    public async Task An_API_server_that_does_not_answer_is_waited_for_no_longer_than_others()
    {
        _api.Failing = _ => new ApiFailure(0);

        Assert.Null(await NewLock().Take(Cancel).WaitAsync(Late, Cancel));
    }

    [Fact]
    public async Task An_API_server_that_went_away_ends_no_stop_and_no_start()
    {
        var held = await NewLock().Take(Cancel);
        await _api.GoAway();

        await held!.DisposeAsync().AsTask().WaitAsync(Patience, Cancel);
    }

    [Fact]
    public async Task Without_the_right_a_silo_goes_on_at_once_and_its_heartbeats_are_not_kept_back()
    {
        var services = Parts().Silo(Cluster);
        _api.Failing = request => request.Kind == "leases" && request.Method == "POST" && _api.Requests.Count == 1 ? new ApiFailure(403) : null;

        Assert.Null(await services.GetRequiredService<KubernetesJoinLock>().Take(Cancel));

        var heartbeat = new MembershipEntry { SiloAddress = SiloAddress.New(IPAddress.Loopback, 1, 1) };
        var started = Stopwatch.StartNew();
        await services.GetRequiredService<IMembershipTable>().UpdateIAmAliveAsync(heartbeat, Cancel);
        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_clean_up_of_heartbeats_leaves_the_lock_alone()
    {
        var services = Parts().Silo(Cluster);
        var table = services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true, Cancel);
        await using var held = await services.GetRequiredService<KubernetesJoinLock>().Take(Cancel);

        await table.CleanupDefunctSiloEntriesAsync(TimeProvider.System.GetUtcNow().AddYears(1), Cancel);

        Assert.Single(Leases());
    }

    [Fact]
    public async Task The_lock_ends_with_the_pod_of_its_holder()
    {
        _api.AddPod("registry-0");
        var services = Parts("registry-0").Silo(Cluster);
        await services.GetRequiredService<IMembershipTable>().InitializeMembershipTableAsync(true, Cancel);
        Assert.NotNull(await services.GetRequiredService<KubernetesJoinLock>().Take(Cancel));
        Assert.Equal("registry-0", (string?)Leases().Single()!["spec"]!["holderIdentity"]);

        _api.DeletePod("registry-0");

        Assert.Empty(Leases());
    }

    private KubernetesJoinLock NewLock() => Parts().Silo(Cluster).GetRequiredService<KubernetesJoinLock>();

    private KubernetesParts Parts(string? pod = null)
    {
        _parts.Add(new KubernetesParts(_api, options => options.PodName = pod));
        return _parts[^1];
    }

    private JsonArray Leases() => _api.Objects.List("leases", KubernetesApi.Namespace).Body["items"]!.AsArray();

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
