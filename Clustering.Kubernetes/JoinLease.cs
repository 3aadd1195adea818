using k8s;
using k8s.Models;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// The Lease that a silo creates to take the join lock and deletes to release it. A delete names uid and resource version as they
/// were last seen, so that no silo deletes a Lease that another one has created since.
/// </summary>
internal sealed class JoinLease(ApiServer api, ClusterNames names, OwnPod pod, ILocalSiloDetails self)
{
    /// <summary>A waiting silo that has seen the Lease unchanged for this long takes its holder for dead and deletes it.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    /// <returns>Null when another silo holds the lock.</returns>
    public async Task<LeaseState?> TryCreate(CancellationToken cancellationToken)
    {
        var now = MicroTime.ForClient(TimeProvider.System.GetUtcNow().UtcDateTime);
        var lease = new V1Lease
        {
            Metadata = new V1ObjectMeta { Name = names.JoinLock, OwnerReferences = pod.AsOwner() },
            Spec = new V1LeaseSpec
            {
                HolderIdentity = self.Name,
                LeaseDurationSeconds = (int)Duration.TotalSeconds,
                AcquireTime = now,
                RenewTime = now,
            },
        };
        try
        {
            return LeaseState.Of(await api.Call(
                ApiKind.JoinLock,
                (client, token) => client.CoordinationV1.CreateNamespacedLeaseAsync(lease, api.Namespace, cancellationToken: token),
                cancellationToken));
        }
        catch (Exception fault) when (ApiFault.IsThere(fault))
        {
            return null;
        }
    }

    public async Task<LeaseState?> Find(CancellationToken cancellationToken)
    {
        try
        {
            return LeaseState.Of(await api.Call(
                ApiKind.JoinLock,
                (client, token) => client.CoordinationV1.ReadNamespacedLeaseAsync(names.JoinLock, api.Namespace, cancellationToken: token),
                cancellationToken));
        }
        catch (Exception fault) when (ApiFault.IsMissing(fault))
        {
            return null;
        }
    }

    public async Task Remove(LeaseState seen, CancellationToken cancellationToken)
    {
        var options = new V1DeleteOptions
        {
            Preconditions = new V1Preconditions { Uid = seen.Uid, ResourceVersion = seen.ResourceVersion },
        };
        try
        {
            await api.Call(
                ApiKind.JoinLock,
                (client, token) => client.CoordinationV1.DeleteNamespacedLeaseAsync(
                    names.JoinLock, api.Namespace, body: options, cancellationToken: token),
                cancellationToken);
        }
        catch (Exception fault) when (ApiFault.IsMissing(fault) || ApiFault.IsConflict(fault))
        {
            // Another silo was faster.
        }
    }
}

/// <summary>A Lease as it was at one moment.</summary>
internal sealed record LeaseState(string Uid, string ResourceVersion)
{
    public static LeaseState Of(V1Lease lease) => new(lease.Metadata.Uid, lease.Metadata.ResourceVersion);
}
