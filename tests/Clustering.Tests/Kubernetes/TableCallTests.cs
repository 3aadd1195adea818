using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using k8s.Autorest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SchemaRegistry.Clustering.Tests.StandIn;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>What the table asks of the API server, and what it makes of the answers.</summary>
public sealed class TableCallTests : IAsyncLifetime
{
    private const string Cluster = "orders";
    private static readonly DateTime Noon = new(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc);
    private KubernetesApi _api = null!;
    private KubernetesParts _parts = null!;
    private IMembershipTable _table = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await KubernetesApi.Start();
        _parts = new KubernetesParts(_api, options =>
        {
            options.PodName = "registry-0";
            options.RequestTimeout = TimeSpan.FromSeconds(1);
        });
        _api.AddPod("registry-0");
        _table = _parts.Table(Cluster);
        await _table.InitializeMembershipTableAsync(true, Cancel);
        Assert.True(await Insert(Member(1)));
        _api.ForgetRequests();
    }

    public async ValueTask DisposeAsync()
    {
        _parts.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task A_heartbeat_is_one_write_of_the_silos_lease()
    {
        await Heartbeat(Noon.AddSeconds(1));
        _api.ForgetRequests();

        await Heartbeat(Noon.AddSeconds(2));

        var request = Assert.Single(_api.Requests);
        Assert.Equal(("PATCH", "leases", "application/merge-patch+json; charset=utf-8"), (request.Method, request.Kind, request.ContentType));
    }

    [Fact]
    public async Task A_change_of_a_row_is_one_call()
    {
        var read = await _table.ReadAllAsync(Cancel);
        _api.ForgetRequests();

        Assert.True(await _table.UpdateRowAsync(Member(1, SiloStatus.Dead), "", read.Version.Next(), Cancel));

        Assert.Equal(("PATCH", "configmaps"), (_api.Requests.Single().Method, _api.Requests.Single().Kind));
    }

    [Fact]
    public async Task Nothing_is_read_from_the_API_servers_cache()
    {
        await _table.ReadAllAsync(Cancel);
        await _table.ReadRowAsync(Member(1).SiloAddress, Cancel);

        Assert.DoesNotContain(_api.Requests, request => request.Query.Contains("resourceVersion", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_that_was_deleted_and_made_again_refuses_tags_of_the_old_one()
    {
        var old = (await _table.ReadAllAsync(Cancel)).Version;
        await _table.DeleteMembershipTableEntriesAsync(Cluster, Cancel);
        await _table.InitializeMembershipTableAsync(true, Cancel);
        Assert.True(await Insert(Member(1)));
        Assert.Equal(old.Version, (await _table.ReadAllAsync(Cancel)).Version.Version);

        Assert.False(await _table.UpdateRowAsync(Member(1, SiloStatus.Dead), "", old.Next(), Cancel));
    }

    [Fact]
    public async Task A_change_whose_answer_is_lost_is_a_fault_and_not_a_lost_race()
    {
        var next = (await _table.ReadAllAsync(Cancel)).Version.Next();
        _api.Failing = request => request.Method == "PATCH" ? new ApiFailure(500, IsLate: true) : null;

        await Assert.ThrowsAsync<HttpOperationException>(() => _table.UpdateRowAsync(Member(1, SiloStatus.Dead), "", next, Cancel));

        Assert.Equal(next.Version, (await _table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task A_conflict_is_a_lost_race()
    {
        var next = (await _table.ReadAllAsync(Cancel)).Version.Next();
        _api.Failing = request => request.Method == "PATCH" ? new ApiFailure(409) : null;

        Assert.False(await _table.UpdateRowAsync(Member(1, SiloStatus.Dead), "", next, Cancel));
    }

    [Fact]
    public async Task A_row_that_no_longer_fits_is_a_fault_and_not_a_lost_race()
    {
        var used = Data().AsObject().Sum(entry => entry.Key.Length + ((string)entry.Value!).Length);
        _api.Objects.Patch("configmaps", KubernetesApi.Namespace, $"orleans-{Cluster}", "application/merge-patch+json", new JsonObject
        {
            ["data"] = new JsonObject { ["note"] = new string('x', (1 << 20) - used - 100) },
        });

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => Insert(Member(2)));

        Assert.Contains("orleans-orders", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_a_time_out()
    {
        _api.Failing = _ => new ApiFailure(0);

        await Assert.ThrowsAsync<TimeoutException>(() => _table.ReadAllAsync(Cancel));
    }

    [Fact]
    public async Task A_throttled_call_is_made_again_when_the_server_says_so()
    {
        var left = 1;
        _api.Failing = request => request.Kind == "configmaps" && Interlocked.Decrement(ref left) >= 0 ? new ApiFailure(429, RetryAfterSeconds: 1) : null;

        await _table.ReadAllAsync(Cancel);

        var calls = _api.Requests.Where(request => request.Kind == "configmaps").Select(request => request.At).ToArray();
        Assert.Equal(2, calls.Length);
        Assert.InRange(Stopwatch.GetElapsedTime(calls[0], calls[1]), TimeSpan.FromSeconds(0.99), TimeSpan.FromSeconds(8));
    }

    [Theory]
    [InlineData(403, 8)]
    [InlineData(500, 8)]
    [Slow]
    public async Task A_caller_that_never_tires_does_not_hammer_the_API_server(int status, int atMost)
    {
        _api.Failing = _ => new ApiFailure(status);
        using var while3Seconds = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        while3Seconds.CancelAfter(TimeSpan.FromSeconds(3));

        while (!while3Seconds.IsCancellationRequested)
        {
            await Record.ExceptionAsync(() => _table.UpdateIAmAliveAsync(Member(1), while3Seconds.Token));
        }

        Assert.InRange(_api.Requests.Count, 1, atMost);
    }

    [Fact]
    [Slow]
    public async Task A_refused_start_waits_and_goes_on_when_the_right_is_given()
    {
        var refused = true;
        _api.Failing = request => refused && request.Kind == "leases" ? new ApiFailure(403) : null;
        var starting = _parts.Table(Cluster).InitializeMembershipTableAsync(true, Cancel);
        await Support.Eventually.Be("the first refusal", TimeSpan.FromSeconds(5), () => _api.Requests.Any(request => request.Kind == "leases"));

        Assert.False(starting.IsCompleted);
        Volatile.Write(ref refused, false);

        await starting.WaitAsync(TimeSpan.FromSeconds(15), Cancel);
        Assert.InRange(_api.Requests.Count(request => request.Kind == "leases"), 2, 4);
    }

    [Theory]
    [InlineData("configmaps")]
    [InlineData("leases")]
    [InlineData("pods")]
    public async Task A_right_that_an_API_server_knows_of_a_moment_after_its_start_is_used_a_moment_later(string kind)
    {
        var left = 2;
        _api.Failing = request => request.Kind == kind && Interlocked.Decrement(ref left) >= 0 ? new ApiFailure(403) : null;
        var started = Stopwatch.StartNew();
        var table = _parts.Table(Cluster);

        await table.InitializeMembershipTableAsync(true, Cancel);
        await table.ReadAllAsync(Cancel);

        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task A_process_that_is_asked_to_stop_does_not_wait_out_a_pause()
    {
        var services = _parts.Silo(Cluster);
        var table = services.GetRequiredService<IMembershipTable>();
        _api.Failing = _ => new ApiFailure(429, RetryAfterSeconds: 60);
        var heartbeat = table.UpdateIAmAliveAsync(Member(1), Cancel);
        await Support.Eventually.Be("the pause", TimeSpan.FromSeconds(5), () => _api.Requests.Count > 0);
        _api.Failing = _ => null;
        Assert.False(heartbeat.IsCompleted);

        services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await heartbeat.WaitAsync(TimeSpan.FromSeconds(5), Cancel);
    }

    [Fact]
    public async Task A_process_that_stops_calls_again_soon_whatever_the_API_server_asks_for()
    {
        var services = _parts.Silo(Cluster);
        services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var left = 2;
        _api.Failing = _ => Interlocked.Decrement(ref left) >= 0 ? new ApiFailure(429, RetryAfterSeconds: 60) : null;

        await services.GetRequiredService<IMembershipTable>().ReadRowAsync(Member(1).SiloAddress, Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);
    }

    [Fact]
    public async Task A_conflict_that_kept_the_table_from_being_made_is_not_taken_for_a_table_that_is_there()
    {
        var left = 1;
        _api.Failing = request => request.Method == "POST" && Interlocked.Decrement(ref left) >= 0 ? new ApiFailure(409) : null;
        var table = _parts.Table("new");

        await table.InitializeMembershipTableAsync(true, Cancel);

        Assert.Equal(0, (await table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task A_pod_that_was_not_believed_for_a_moment_is_found_all_the_same()
    {
        var left = 1;
        _api.Failing = request => request.Kind == "pods" && Interlocked.Decrement(ref left) >= 0 ? new ApiFailure(401) : null;
        using var parts = new KubernetesParts(
            _api, options => (options.PodName, options.MaxBackoffWhenRefused) = ("registry-0", TimeSpan.FromSeconds(1)));
        var table = parts.Table("new");

        await table.InitializeMembershipTableAsync(true, Cancel);
        Assert.True(await table.InsertRowAsync(Member(1), (await table.ReadAllAsync(Cancel)).Version.Next(), Cancel));

        Assert.Contains("p.7f000001.1.1", Data("new").ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_waits_for_what_is_missing_says_so()
    {
        using var parts = new KubernetesParts(_api);
        _api.Failing = request => request.Method == "POST" ? new ApiFailure(404) : null;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var starting = parts.Table("new").InitializeMembershipTableAsync(true, end.Token);

        await Support.Eventually.Be("a warning", TimeSpan.FromSeconds(5), () => parts.Warnings.Any(line => line.Contains("configmaps", StringComparison.Ordinal)));

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
    }

    [Fact]
    public async Task A_start_that_waits_can_be_cancelled()
    {
        await _api.GoAway();
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        soon.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _parts.Table(Cluster).InitializeMembershipTableAsync(true, soon.Token));
    }

    [Fact]
    public async Task A_lease_belongs_to_its_pod_and_goes_with_it()
    {
        await Heartbeat(Noon);
        Assert.Single(Leases());

        _api.DeletePod("registry-0");

        Assert.Empty(Leases());
    }

    [Fact]
    public async Task A_lease_that_was_deleted_is_made_again_by_the_next_heartbeat()
    {
        await Heartbeat(Noon.AddSeconds(1));
        _api.Objects.Delete("leases", KubernetesApi.Namespace, (string)Leases().Single()["metadata"]!["name"]!);

        await Heartbeat(Noon.AddSeconds(2));

        Assert.Single(Leases());
    }

    [Fact]
    public async Task Clean_up_removes_leases_of_silos_that_are_gone()
    {
        await Heartbeat(Noon);
        Assert.True(await Update(Member(1, SiloStatus.Dead)));

        await _table.CleanupDefunctSiloEntriesAsync(Noon.AddDays(1), Cancel);

        Assert.Empty(Leases());
        Assert.DoesNotContain("7f000001", Data().ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clean_up_without_the_right_to_delete_leases_asks_once()
    {
        foreach (var gone in (int[])[2, 3, 4])
        {
            await _table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = Member(gone).SiloAddress, IAmAliveTime = Noon }, Cancel);
        }

        _api.Failing = request => request.Method == "DELETE" ? new ApiFailure(403) : null;

        await _table.CleanupDefunctSiloEntriesAsync(Noon.AddDays(1), Cancel);

        Assert.Single(_api.Requests, request => request.Method == "DELETE");
    }

    [Fact]
    public async Task A_config_map_of_somebody_else_is_left_as_it_is()
    {
        var theirs = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "orleans-theirs" }, ["data"] = new JsonObject { ["version"] = "9" } };
        _api.Objects.Create("configmaps", KubernetesApi.Namespace, theirs);

        await Assert.ThrowsAsync<OrleansConfigurationException>(() => _parts.Table("theirs").InitializeMembershipTableAsync(true, Cancel));
    }

    [Fact]
    public async Task A_row_that_somebody_has_spoilt_is_named()
    {
        _api.Objects.Patch("configmaps", KubernetesApi.Namespace, $"orleans-{Cluster}", "application/merge-patch+json", new JsonObject
        {
            ["data"] = new JsonObject { ["s.7f000001.5.5"] = "{\"status\":\"Happy\"}" },
        });

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => _table.ReadAllAsync(Cancel));

        Assert.Contains("127.0.0.1:5", fault.Message, StringComparison.Ordinal);
    }

    private async Task<bool> Insert(MembershipEntry entry) =>
        await _table.InsertRowAsync(entry, (await _table.ReadAllAsync(Cancel)).Version.Next(), Cancel);

    private async Task<bool> Update(MembershipEntry entry) =>
        await _table.UpdateRowAsync(entry, "", (await _table.ReadAllAsync(Cancel)).Version.Next(), Cancel);

    private Task Heartbeat(DateTime time) =>
        _table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = Member(1).SiloAddress, IAmAliveTime = time }, Cancel);

    private List<JsonNode> Leases() => [.. _api.Objects.List("leases", KubernetesApi.Namespace).Body["items"]!.AsArray().Select(lease => lease!)];

    private JsonNode Data(string cluster = Cluster) => _api.Objects.Read("configmaps", KubernetesApi.Namespace, $"orleans-{cluster}").Body["data"]!;

    private static MembershipEntry Member(int port, SiloStatus status = SiloStatus.Active) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, port, 1),
        SiloName = $"registry-{port}",
        HostName = "host",
        Status = status,
        StartTime = Noon,
        IAmAliveTime = Noon,
    };
}
