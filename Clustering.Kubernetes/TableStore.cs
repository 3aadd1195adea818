using k8s;
using k8s.Models;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>Creates, reads, changes and deletes the ConfigMap of a cluster.</summary>
internal sealed class TableStore(ApiServer api, ClusterNames names)
{
    /// <summary>Reads the latest version: <c>resourceVersion=0</c>, which allows the API server's cache to answer, is not sent.</summary>
    /// <exception cref="k8s.Autorest.HttpOperationException">It is missing, or the API server does not serve it.</exception>
    public async Task<ClusterTable> Read(CancellationToken cancellationToken) => new(
        await api.Call(
            ApiKind.ConfigMaps,
            (client, token) => client.CoreV1.ReadNamespacedConfigMapAsync(names.ConfigMap, api.Namespace, cancellationToken: token),
            cancellationToken),
        names);

    public async Task<ClusterTable?> Find(CancellationToken cancellationToken)
    {
        try
        {
            return await Read(cancellationToken);
        }
        catch (Exception fault) when (ApiFault.IsMissing(fault))
        {
            return null;
        }
    }

    /// <summary>Creates it unless it exists.</summary>
    public async Task Ensure(CancellationToken cancellationToken)
    {
        if (await Find(cancellationToken) is not null)
        {
            return;
        }

        var map = new V1ConfigMap
        {
            Metadata = new V1ObjectMeta
            {
                Name = names.ConfigMap,
                Labels = new Dictionary<string, string> { [ClusterNames.Label] = names.LabelValue },
            },
            Data = new Dictionary<string, string> { [ClusterTable.ClusterKey] = names.ClusterId, [ClusterTable.VersionKey] = "0" },
        };
        try
        {
            await api.Call(
                ApiKind.ConfigMaps,
                (client, token) => client.CoreV1.CreateNamespacedConfigMapAsync(map, api.Namespace, cancellationToken: token),
                cancellationToken);
        }
        catch (Exception fault) when (ApiFault.IsThere(fault))
        {
            // Another silo has just created it.
        }
    }

    public async Task<PatchOutcome> Apply(TablePatch patch, CancellationToken cancellationToken)
    {
        var body = patch.Build();
        try
        {
            await api.Call(
                ApiKind.ConfigMaps,
                (client, token) => client.CoreV1.PatchNamespacedConfigMapAsync(body, names.ConfigMap, api.Namespace, cancellationToken: token),
                cancellationToken);
            return PatchOutcome.Applied;
        }
        catch (Exception fault) when (ApiFault.IsConflict(fault))
        {
            return PatchOutcome.Lost;
        }
        catch (Exception fault) when (ApiFault.IsUnprocessable(fault))
        {
            return PatchOutcome.Unprocessable;
        }
    }

    public async Task Delete(CancellationToken cancellationToken)
    {
        try
        {
            await api.Call(
                ApiKind.ConfigMaps,
                (client, token) => client.CoreV1.DeleteNamespacedConfigMapAsync(names.ConfigMap, api.Namespace, cancellationToken: token),
                cancellationToken);
        }
        catch (Exception fault) when (ApiFault.IsMissing(fault))
        {
            // Deleted already.
        }
    }
}

internal enum PatchOutcome
{
    Applied,

    /// <summary>Others were writing (409). Nothing has changed.</summary>
    Lost,

    /// <summary>A condition did not hold, or the server does not take the result (422). Nothing has changed.</summary>
    Unprocessable,
}
