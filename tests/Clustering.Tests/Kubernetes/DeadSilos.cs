using System.Net;
using SchemaRegistry.Clustering.Tests.StandIn;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>Rows as silos leave them that were active just now and ended, with their pods, without a word.</summary>
internal static class DeadSilos
{
    public static async Task<SiloAddress[]> Leave(KubernetesApi api, string cluster, int count)
    {
        var cancel = TestContext.Current.CancellationToken;
        var silos = new SiloAddress[count];
        for (var number = 0; number < count; number++)
        {
            var name = $"old-{number}";
            api.AddPod(name);
            using var parts = new KubernetesParts(api, options => options.PodName = name);
            var table = parts.Table(cluster);
            await table.InitializeMembershipTableAsync(true, cancel);
            var heard = TimeProvider.System.GetUtcNow().UtcDateTime;
            var entry = new MembershipEntry
            {
                SiloAddress = silos[number] = SiloAddress.New(IPAddress.Loopback, FreePort.Next(), 1),
                SiloName = name,
                HostName = "host",
                Status = SiloStatus.Active,
                StartTime = heard,
                IAmAliveTime = heard,
            };
            Assert.True(await table.InsertRowAsync(entry, (await table.ReadAllAsync(cancel)).Version.Next(), cancel));
            api.DeletePod(name);

            // Kubernetes has not yet removed its Lease.
            await table.UpdateIAmAliveAsync(entry, cancel);
        }

        return silos;
    }
}
