using SchemaRegistry.Clustering.Tests.StandIn;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>The leases in which silos leave their heartbeats.</summary>
public sealed class TableLeaseTests : TableTests
{
    [Fact]
    public async Task A_heartbeat_is_one_write_of_the_silos_lease()
    {
        await Heartbeat(Noon.AddSeconds(1));
        Api.ForgetRequests();

        await Heartbeat(Noon.AddSeconds(2));

        var request = Assert.Single(Api.Requests);
        Assert.Equal(("PATCH", "leases", "application/merge-patch+json; charset=utf-8"), (request.Method, request.Kind, request.ContentType));
    }

    [Fact]
    public async Task A_lease_belongs_to_its_pod_and_goes_with_it()
    {
        await Heartbeat(Noon);
        Assert.Single(Leases());

        Api.DeletePod("registry-0");

        Assert.Empty(Leases());
    }

    [Fact]
    public async Task A_lease_that_was_deleted_is_made_again_by_the_next_heartbeat()
    {
        await Heartbeat(Noon.AddSeconds(1));
        Api.Objects.Delete("leases", KubernetesApi.Namespace, (string)Leases().Single()["metadata"]!["name"]!);

        await Heartbeat(Noon.AddSeconds(2));

        Assert.Single(Leases());
    }

    [Fact]
    public async Task Clean_up_removes_leases_of_silos_that_are_gone()
    {
        await Heartbeat(Noon);
        Assert.True(await Update(Member(1, SiloStatus.Dead)));

        await Table.CleanupDefunctSiloEntriesAsync(Noon.AddDays(1), Cancel);

        Assert.Empty(Leases());
        Assert.DoesNotContain("7f000001", Data().ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clean_up_without_the_right_to_delete_leases_asks_once()
    {
        foreach (var gone in (int[])[2, 3, 4])
        {
            await Table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = Member(gone).SiloAddress, IAmAliveTime = Noon }, Cancel);
        }

        Api.Failing = request => request.Method == "DELETE" ? new ApiFailure(403) : null;

        await Table.CleanupDefunctSiloEntriesAsync(Noon.AddDays(1), Cancel);

        Assert.Single(Api.Requests, request => request.Method == "DELETE");
    }
}
