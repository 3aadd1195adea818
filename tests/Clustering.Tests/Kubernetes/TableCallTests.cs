using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using k8s.Autorest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SchemaRegistry.Clustering.Tests.StandIn;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>What the table asks of the API server, and what it makes of the answers.</summary>
public sealed class TableCallTests : TableTests
{
    [Fact]
    public async Task A_change_of_a_row_is_one_call()
    {
        var read = await Table.ReadAllAsync(Cancel);
        Api.ForgetRequests();

        Assert.True(await Table.UpdateRowAsync(Member(1, SiloStatus.Dead), "", read.Version.Next(), Cancel));

        Assert.Equal(("PATCH", "configmaps"), (Api.Requests.Single().Method, Api.Requests.Single().Kind));
    }

    [Fact]
    public async Task Nothing_is_read_from_the_API_servers_cache()
    {
        await Table.ReadAllAsync(Cancel);
        await Table.ReadRowAsync(Member(1).SiloAddress, Cancel);

        Assert.DoesNotContain(Api.Requests, request => request.Query.Contains("resourceVersion", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_that_was_deleted_and_made_again_refuses_tags_of_the_old_one()
    {
        var old = (await Table.ReadAllAsync(Cancel)).Version;
        await Table.DeleteMembershipTableEntriesAsync(Cluster, Cancel);
        await Table.InitializeMembershipTableAsync(true, Cancel);
        Assert.True(await Insert(Member(1)));
        Assert.Equal(old.Version, (await Table.ReadAllAsync(Cancel)).Version.Version);

        Assert.False(await Table.UpdateRowAsync(Member(1, SiloStatus.Dead), "", old.Next(), Cancel));
    }

    [Fact]
    public async Task A_change_whose_answer_is_lost_is_a_fault_and_not_a_lost_race()
    {
        var next = (await Table.ReadAllAsync(Cancel)).Version.Next();
        Api.Failing = request => request.Method == "PATCH" ? new ApiFailure(500, IsLate: true) : null;

        await Assert.ThrowsAsync<HttpOperationException>(() => Table.UpdateRowAsync(Member(1, SiloStatus.Dead), "", next, Cancel));

        Assert.Equal(next.Version, (await Table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task A_conflict_is_a_lost_race()
    {
        var next = (await Table.ReadAllAsync(Cancel)).Version.Next();
        Api.Failing = request => request.Method == "PATCH" ? new ApiFailure(409) : null;

        Assert.False(await Table.UpdateRowAsync(Member(1, SiloStatus.Dead), "", next, Cancel));
    }

    [Fact]
    public async Task A_row_that_no_longer_fits_is_a_fault_and_not_a_lost_race()
    {
        var used = Data().AsObject().Sum(entry => entry.Key.Length + ((string)entry.Value!).Length);
        Api.Objects.Patch("configmaps", KubernetesApi.Namespace, $"orleans-{Cluster}", "application/merge-patch+json", new JsonObject
        {
            ["data"] = new JsonObject { ["note"] = new string('x', (1 << 20) - used - 100) },
        });

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => Insert(Member(2)));

        Assert.Contains("orleans-orders", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_a_time_out()
    {
        Api.Failing = _ => new ApiFailure(0);

        await Assert.ThrowsAsync<TimeoutException>(() => Table.ReadAllAsync(Cancel));
    }

    [Fact]
    public async Task A_throttled_call_is_made_again_when_the_server_says_so()
    {
        var left = 1;
        Api.Failing = request => request.Kind == "configmaps" && Interlocked.Decrement(ref left) >= 0 ? new ApiFailure(429, RetryAfterSeconds: 1) : null;

        await Table.ReadAllAsync(Cancel);

        var calls = Api.Requests.Where(request => request.Kind == "configmaps").Select(request => request.At).ToArray();
        Assert.Equal(2, calls.Length);
        Assert.InRange(Stopwatch.GetElapsedTime(calls[0], calls[1]), TimeSpan.FromSeconds(0.99), TimeSpan.FromSeconds(8));
    }

    [Theory]
    [InlineData(403, 8)]
    [InlineData(500, 8)]
    [Slow]
    public async Task A_caller_that_never_tires_does_not_hammer_the_API_server(int status, int atMost)
    {
        Api.Failing = _ => new ApiFailure(status);
        using var while3Seconds = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        while3Seconds.CancelAfter(TimeSpan.FromSeconds(3));

        while (!while3Seconds.IsCancellationRequested)
        {
            await Record.ExceptionAsync(() => Table.UpdateIAmAliveAsync(Member(1), while3Seconds.Token));
        }

        Assert.InRange(Api.Requests.Count, 1, atMost);
    }

    [Fact]
    [Slow]
    public async Task A_refused_start_waits_and_goes_on_when_the_right_is_given()
    {
        var refused = true;
        Api.Failing = request => refused && request.Kind == "leases" ? new ApiFailure(403) : null;
        var starting = Parts.Table(Cluster).InitializeMembershipTableAsync(true, Cancel);
        await Support.Eventually.Be("the first refusal", TimeSpan.FromSeconds(5), () => Api.Requests.Any(request => request.Kind == "leases"));

        Assert.False(starting.IsCompleted);
        Volatile.Write(ref refused, false);

        await starting.WaitAsync(TimeSpan.FromSeconds(15), Cancel);
        Assert.InRange(Api.Requests.Count(request => request.Kind == "leases"), 2, 4);
    }

    [Theory]
    [InlineData("configmaps")]
    [InlineData("leases")]
    [InlineData("pods")]
    public async Task A_right_that_an_API_server_knows_of_a_moment_after_its_start_is_used_a_moment_later(string kind)
    {
        var left = 2;
        Api.Failing = request => request.Kind == kind && Interlocked.Decrement(ref left) >= 0 ? new ApiFailure(403) : null;
        var started = Stopwatch.StartNew();
        var table = Parts.Table(Cluster);

        await table.InitializeMembershipTableAsync(true, Cancel);
        await table.ReadAllAsync(Cancel);

        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task A_process_that_is_asked_to_stop_does_not_wait_out_a_pause()
    {
        var services = Parts.Silo(Cluster);
        var table = services.GetRequiredService<IMembershipTable>();
        Api.Failing = _ => new ApiFailure(429, RetryAfterSeconds: 60);
        var heartbeat = table.UpdateIAmAliveAsync(Member(1), Cancel);
        await Support.Eventually.Be("the pause", TimeSpan.FromSeconds(5), () => Api.Requests.Count > 0);
        Api.Failing = _ => null;
        Assert.False(heartbeat.IsCompleted);

        services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await heartbeat.WaitAsync(TimeSpan.FromSeconds(5), Cancel);
    }

    [Fact]
    public async Task A_process_that_stops_calls_again_soon_whatever_the_API_server_asks_for()
    {
        var services = Parts.Silo(Cluster);
        services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var left = 2;
        Api.Failing = _ => Interlocked.Decrement(ref left) >= 0 ? new ApiFailure(429, RetryAfterSeconds: 60) : null;

        await services.GetRequiredService<IMembershipTable>().ReadRowAsync(Member(1).SiloAddress, Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);
    }

    [Fact]
    public async Task A_conflict_that_kept_the_table_from_being_made_is_not_taken_for_a_table_that_is_there()
    {
        var left = 1;
        Api.Failing = request => request.Method == "POST" && Interlocked.Decrement(ref left) >= 0 ? new ApiFailure(409) : null;
        var table = Parts.Table("new");

        await table.InitializeMembershipTableAsync(true, Cancel);

        Assert.Equal(0, (await table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task A_pod_that_was_not_believed_for_a_moment_is_found_all_the_same()
    {
        var left = 1;
        Api.Failing = request => request.Kind == "pods" && Interlocked.Decrement(ref left) >= 0 ? new ApiFailure(401) : null;
        using var parts = new KubernetesParts(
            Api, options => (options.PodName, options.MaxBackoffWhenRefused) = ("registry-0", TimeSpan.FromSeconds(1)));
        var table = parts.Table("new");

        await table.InitializeMembershipTableAsync(true, Cancel);
        Assert.True(await table.InsertRowAsync(Member(1), (await table.ReadAllAsync(Cancel)).Version.Next(), Cancel));

        Assert.Contains("p.7f000001.1.1", Data("new").ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_waits_for_what_is_missing_says_so()
    {
        using var parts = new KubernetesParts(Api);
        Api.Failing = request => request.Method == "POST" ? new ApiFailure(404) : null;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var starting = parts.Table("new").InitializeMembershipTableAsync(true, end.Token);

        await Support.Eventually.Be("a warning", TimeSpan.FromSeconds(5), () => parts.Warnings.Any(line => line.Contains("configmaps", StringComparison.Ordinal)));

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
    }

    [Fact]
    public async Task A_start_that_waits_can_be_cancelled()
    {
        await Api.GoAway();
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        soon.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Parts.Table(Cluster).InitializeMembershipTableAsync(true, soon.Token));
    }

    [Fact]
    public async Task A_config_map_of_somebody_else_is_left_as_it_is()
    {
        var theirs = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "orleans-theirs" }, ["data"] = new JsonObject { ["version"] = "9" } };
        Api.Objects.Create("configmaps", KubernetesApi.Namespace, theirs);

        await Assert.ThrowsAsync<OrleansConfigurationException>(() => Parts.Table("theirs").InitializeMembershipTableAsync(true, Cancel));
    }

    [Fact]
    public async Task A_row_that_somebody_has_spoilt_is_named()
    {
        Api.Objects.Patch("configmaps", KubernetesApi.Namespace, $"orleans-{Cluster}", "application/merge-patch+json", new JsonObject
        {
            ["data"] = new JsonObject { ["s.7f000001.5.5"] = "{\"status\":\"Happy\"}" },
        });

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => Table.ReadAllAsync(Cancel));

        Assert.Contains("127.0.0.1:5", fault.Message, StringComparison.Ordinal);
    }
}
