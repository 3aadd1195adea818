using k8s;
using k8s.Models;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Keeps each silo's last heartbeat in a Lease of its own, which it writes without reading first, so that heartbeats never
/// conflict with changes of the membership table. Kubernetes deletes a Lease together with its pod.
/// </summary>
internal sealed class HeartbeatLeases(ApiServer api, ClusterNames names, OwnPod pod)
{
    // A silo that finds its pod later than it joined makes its Lease the pod's then.
    private bool _isOwned;

    public async Task Renew(SiloAddress silo, DateTime time, CancellationToken cancellationToken)
    {
        try
        {
            await Patch(silo, time, cancellationToken);
        }
        catch (Exception fault) when (ApiFault.IsMissing(fault))
        {
            await Create(silo, time, cancellationToken);
        }
    }

    /// <summary>The last heartbeats by the names of their Leases.</summary>
    public async Task<IReadOnlyDictionary<string, DateTime>> ReadAll(CancellationToken cancellationToken)
    {
        var leases = await api.Call(
            ApiKind.Leases,
            (client, token) => client.CoordinationV1.ListNamespacedLeaseAsync(
                api.Namespace, labelSelector: names.Selector, cancellationToken: token),
            cancellationToken);
        return leases.Items
            .Where(lease => lease.Spec?.RenewTime is not null)
            .ToDictionary(lease => lease.Metadata.Name, lease => lease.Spec.RenewTime!.Value);
    }

    public async Task<DateTime?> Read(SiloAddress silo, CancellationToken cancellationToken)
    {
        try
        {
            var lease = await api.Call(
                ApiKind.Leases,
                (client, token) => client.CoordinationV1.ReadNamespacedLeaseAsync(names.Lease(silo), api.Namespace, cancellationToken: token),
                cancellationToken);
            return lease.Spec?.RenewTime;
        }
        catch (Exception fault) when (ApiFault.IsMissing(fault))
        {
            return null;
        }
    }

    /// <summary>Where the right to is missing they stay until their pods go.</summary>
    public async Task Delete(IEnumerable<string> leases, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var lease in leases)
            {
                await Delete(lease, cancellationToken);
            }
        }
        catch (Exception fault) when (ApiFault.IsForbidden(fault))
        {
            // So would be the others, each after a longer pause.
        }
    }

    private async Task Delete(string name, CancellationToken cancellationToken)
    {
        try
        {
            await api.Call(
                ApiKind.OldLeases,
                (client, token) => client.CoordinationV1.DeleteNamespacedLeaseAsync(name, api.Namespace, cancellationToken: token),
                cancellationToken);
        }
        catch (Exception fault) when (ApiFault.IsMissing(fault))
        {
            // Kubernetes deleted it with its pod, or another silo was faster.
        }
    }

    private async Task Patch(SiloAddress silo, DateTime time, CancellationToken cancellationToken)
    {
        var owner = _isOwned ? null : pod.AsOwner();
        var change = owner is null
            ? $$$"""{"spec":{"renewTime":"{{{MicroTime.Text(time)}}}"}}"""
            : $$$"""{"metadata":{"ownerReferences":{{{KubernetesJson.Serialize(owner)}}}},"spec":{"renewTime":"{{{MicroTime.Text(time)}}}"}}""";
        var patch = new V1Patch(change, V1Patch.PatchType.MergePatch);
        await api.Call(
            ApiKind.Leases,
            (client, token) => client.CoordinationV1.PatchNamespacedLeaseAsync(patch, names.Lease(silo), api.Namespace, cancellationToken: token),
            cancellationToken);
        _isOwned |= owner is not null;
    }

    private async Task Create(SiloAddress silo, DateTime time, CancellationToken cancellationToken)
    {
        var owner = pod.AsOwner();
        var lease = new V1Lease
        {
            Metadata = new V1ObjectMeta
            {
                Name = names.Lease(silo),
                Labels = new Dictionary<string, string> { [ClusterNames.Label] = names.LabelValue },
                OwnerReferences = owner,
            },
            Spec = new V1LeaseSpec { HolderIdentity = pod.Identity?.Name ?? silo.ToParsableString(), RenewTime = MicroTime.ForClient(time) },
        };
        try
        {
            await api.Call(
                ApiKind.Leases,
                (client, token) => client.CoordinationV1.CreateNamespacedLeaseAsync(lease, api.Namespace, cancellationToken: token),
                cancellationToken);
            _isOwned = owner is not null;
        }
        catch (Exception fault) when (ApiFault.IsThere(fault))
        {
            await Patch(silo, time, cancellationToken);
        }
    }
}
