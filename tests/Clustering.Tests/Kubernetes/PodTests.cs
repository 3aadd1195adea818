using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SchemaRegistry.Clustering.Kubernetes;
using SchemaRegistry.Clustering.Tests.StandIn;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>Which silos are declared dead because their pod is gone, and which are not.</summary>
public sealed class PodTests : IAsyncLifetime
{
    private const string Cluster = "registry";
    private readonly List<IDisposable> _parts = [];
    private readonly MembershipStub _membership = new();
    private readonly SiloStub _self = new(Address(1));
    private KubernetesApi _api = null!;
    private IServiceProvider _services = null!;
    private PodReconciler _reconciler = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await KubernetesApi.Start();
        _services = await Join("registry-0", _self.SiloAddress, ("app", "registry"));
        _reconciler = new PodReconciler(
            Keeper, Pods, new DeadSiloBatch(Keeper), _membership, _self, NullLogger<PodReconciler>.Instance);
    }

    private TableKeeper Keeper => _services.GetRequiredService<TableKeeper>();

    private PodDirectory Pods => _services.GetRequiredService<PodDirectory>();

    public async ValueTask DisposeAsync()
    {
        _parts.ForEach(parts => parts.Dispose());
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task A_silo_whose_pod_is_gone_is_dead()
    {
        await Join("registry-1", Address(2), ("app", "registry"));
        _api.DeletePod("registry-1");

        await _reconciler.Reconcile(Cancel);

        Assert.Equal([Address(2)], _membership.Killed);
    }

    [Fact]
    public async Task Before_a_silo_joins_all_whose_pods_are_gone_are_declared_dead_in_one_commit()
    {
        await Join("registry-1", Address(2), ("app", "registry"));
        await Join("registry-2", Address(3), ("app", "registry"));
        await Join("registry-3", Address(4), ("app", "registry"));
        _api.DeletePod("registry-1");
        _api.DeletePod("registry-2");

        await _reconciler.ReconcileAtStart(Cancel);

        var table = await Keeper.Read(Cancel);
        Assert.Equal(5, table.Version.Version);
        Assert.Equal(
            [SiloStatus.Active, SiloStatus.Dead, SiloStatus.Dead, SiloStatus.Active],
            table.ReadAll().OrderBy(row => row.SiloAddress.Endpoint.Port).Select(row => row.Status));
    }

    [Fact]
    public async Task Silos_that_declare_the_same_ones_dead_at_once_do_it_in_one_commit()
    {
        var others = Enumerable.Range(2, 5).Select(Address).ToArray();
        foreach (var silo in others)
        {
            await Join(null, silo);
        }

        var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => new DeadSiloBatch(Keeper).Commit(others, _self.SiloAddress, Cancel))));

        Assert.All(versions, version => Assert.Equal(7, version));
    }

    [Fact]
    public async Task A_silo_whose_pod_lives_is_left_alone()
    {
        await Join("registry-1", Address(2), ("app", "registry"));

        await _reconciler.Reconcile(Cancel);

        Assert.Empty(_membership.Killed);
    }

    [Fact]
    public async Task A_silo_whose_pod_has_other_labels_is_left_alone()
    {
        await Join("registry-1", Address(2), ("app", "of-the-next-release"));

        await _reconciler.Reconcile(Cancel);

        Assert.Empty(_membership.Killed);
        Assert.Contains(_api.Requests, request => request.Query.Contains("labelSelector=app%3Dregistry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_silo_whose_pods_name_has_passed_to_another_pod_is_dead()
    {
        await Join("registry-1", Address(2), ("app", "registry"));
        _api.DeletePod("registry-1");
        _api.AddPod("registry-1", ("app", "registry"));

        await _reconciler.Reconcile(Cancel);

        Assert.Equal([Address(2)], _membership.Killed);
    }

    [Theory]
    [InlineData("Failed", 1)]
    [InlineData("Succeeded", 1)]
    [InlineData("Unknown", 0)]
    public async Task A_silo_whose_pod_has_ended_is_dead(string phase, int dead)
    {
        await Join("registry-1", Address(2), ("app", "registry"));
        SetPhase("registry-1", phase);

        await _reconciler.Reconcile(Cancel);

        Assert.Equal(dead, _membership.Killed.Count);
    }

    [Fact]
    public async Task A_silo_that_runs_outside_of_a_pod_is_left_alone()
    {
        await Join(null, Address(2));

        await _reconciler.Reconcile(Cancel);

        Assert.Empty(_membership.Killed);
    }

    [Fact]
    public async Task Nobody_is_declared_dead_when_pods_cannot_be_asked_for()
    {
        await Join("registry-1", Address(2), ("app", "of-the-next-release"));
        _api.Failing = request => request is { Kind: "pods", Name: not null } ? new ApiFailure(500) : null;

        await Assert.ThrowsAnyAsync<Exception>(() => _reconciler.Reconcile(Cancel));

        Assert.Empty(_membership.Killed);
    }

    [Fact]
    public async Task The_silo_does_not_declare_itself_dead()
    {
        _api.DeletePod("registry-0");

        await _reconciler.Reconcile(Cancel);

        Assert.Empty(_membership.Killed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_watch_notices_a_pod_that_goes(bool isDeleted)
    {
        await Join("registry-1", Address(2), ("app", "registry"));
        await using var watch = await Watching();

        if (isDeleted)
        {
            _api.DeletePod("registry-1");
        }
        else
        {
            SetPhase("registry-1", "Failed");
        }

        await Eventually.Be("the silo to be dead", TimeSpan.FromSeconds(5), () => _membership.Killed.Contains(Address(2)));
    }

    [Fact]
    public async Task The_watch_notices_pods_that_went_while_the_API_server_was_away()
    {
        await Join("registry-1", Address(2), ("app", "registry"));
        await using var watch = await Watching();
        await _api.GoAway();
        _api.DeletePod("registry-1");

        await _api.ComeBack();

        await Eventually.Be("the silo to be dead", TimeSpan.FromSeconds(15), () => _membership.Killed.Contains(Address(2)));
    }

    [Fact]
    public async Task A_silo_whose_living_pod_is_given_other_labels_is_left_alone()
    {
        await Join("registry-1", Address(2), ("app", "registry"));
        await Join("registry-2", Address(3), ("app", "registry"));
        await using var watch = await Watching();

        SetLabel("registry-1", "app", "set-aside-by-its-operator");
        _api.DeletePod("registry-2");

        await Eventually.Be("the other silo to be dead", TimeSpan.FromSeconds(5), () => _membership.Killed.Contains(Address(3)));
        Assert.DoesNotContain(Address(2), _membership.Killed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_watch_that_begins_too_late_begins_again(bool isToldByStatus)
    {
        await Join("registry-1", Address(2), ("app", "registry"));
        var watches = 0;
        _api.TellsGoneByStatus = isToldByStatus;
        _api.Failing = request =>
        {
            if (request.IsWatch && Interlocked.Increment(ref watches) == 1)
            {
                _api.DeletePod("registry-1");
                _api.Objects.Compact();
            }

            return null;
        };

        await using var watch = await Watching();

        await Eventually.Be("the silo to be dead", TimeSpan.FromSeconds(5), () => _membership.Killed.Contains(Address(2)));
        await Eventually.Be("another watch", TimeSpan.FromSeconds(5), () => Volatile.Read(ref watches) == 2);
    }

    [Fact]
    public async Task A_pod_that_is_found_late_is_noted_though_the_first_attempt_fails()
    {
        _api.Failing = request => request.Kind == "pods" ? new ApiFailure(403) : null;
        var services = await Join("registry-1", Address(2));
        var late = new LatePod(services.GetRequiredService<OwnPod>(), services.GetRequiredService<TableKeeper>(), new SiloStub(Address(2)));
        await Assert.ThrowsAnyAsync<Exception>(() => late.Find(Cancel));
        _api.Failing = request => request.Method == "PATCH" ? new ApiFailure(500) : null;
        await Assert.ThrowsAnyAsync<Exception>(() => late.Find(Cancel));
        _api.Failing = _ => null;

        await late.Find(Cancel);

        Assert.Equal("registry-1", (await Keeper.Read(Cancel)).PodOf(Address(2))?.Name);
    }

    [Fact]
    public async Task A_watch_that_is_refused_is_not_tried_again_at_once_and_told_of_once()
    {
        _api.Failing = request => request.IsWatch ? new ApiFailure(403) : null;
        var log = new WarningLog();
        await using var watch = await Watching(log);
        using var while2Seconds = new PeriodicTimer(TimeSpan.FromSeconds(2));
        await while2Seconds.WaitForNextTickAsync(Cancel);

        Assert.InRange(_api.Requests.Count(request => request.IsWatch), 1, 4);
        await Eventually.Be("a third attempt", TimeSpan.FromSeconds(20), () => _api.Requests.Count(request => request.IsWatch) > 2);
        Assert.Contains("pods", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    private async Task<LifecycleStub> Watching(WarningLog? log = null)
    {
        var watch = new PodWatch(
            _services.GetRequiredService<ApiServer>(),
            _services.GetRequiredService<OwnPod>(),
            new LatePod(_services.GetRequiredService<OwnPod>(), Keeper, _self),
            Pods,
            _reconciler,
            (log ?? new WarningLog()).For<PodWatch>());
        var lifecycle = new LifecycleStub(watch);
        watch.Participate(lifecycle);
        await lifecycle.Start();
        await Eventually.Be("the watch", TimeSpan.FromSeconds(5), () => _api.Requests.Any(request => request.IsWatch));
        return lifecycle;
    }

    /// <summary>A row, as a silo makes it that runs in the pod.</summary>
    private async Task<IServiceProvider> Join(string? pod, SiloAddress silo, params (string Name, string Value)[] labels)
    {
        if (pod is not null)
        {
            _api.AddPod(pod, labels);
        }

        var parts = new KubernetesParts(_api, options => options.PodName = pod);
        _parts.Add(parts);
        var services = parts.Silo(Cluster);
        var table = services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true, Cancel);
        var entry = new MembershipEntry { SiloAddress = silo, SiloName = pod ?? "", HostName = "host", Status = SiloStatus.Active };
        Assert.True(await table.InsertRowAsync(entry, (await table.ReadAllAsync(Cancel)).Version.Next(), Cancel));
        return services;
    }

    private void SetPhase(string pod, string phase) => Merge(pod, new JsonObject { ["status"] = new JsonObject { ["phase"] = phase } });

    private void SetLabel(string pod, string label, string value) =>
        Merge(pod, new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [label] = value } } });

    private void Merge(string pod, JsonObject patch) =>
        Assert.Equal(200, _api.Objects.Patch("pods", KubernetesApi.Namespace, pod, "application/merge-patch+json", patch).Status);

    private static SiloAddress Address(int port) => SiloAddress.New(IPAddress.Loopback, port, 1);
}
