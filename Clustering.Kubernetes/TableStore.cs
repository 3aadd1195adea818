using System.Globalization;
using System.Runtime.CompilerServices;
using k8s;
using k8s.Models;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>Creates, reads, changes and deletes the ConfigMap of a cluster.</summary>
internal sealed class TableStore(ApiServer api, ClusterNames names)
{
    /// <returns>Null when there is none.</returns>
    /// <exception cref="k8s.Autorest.HttpOperationException">The API server does not serve it.</exception>
    public async Task<ClusterTable?> Find(CancellationToken cancellationToken)
    {
        try
        {
            return TableIn(await Read(cancellationToken));
        }
        catch (Exception fault) when (ApiFault.IsMissing(fault))
        {
            return null;
        }
    }

    /// <summary>Creates it, unless it exists.</summary>
    /// <param name="content">Rows and pods. The cluster's name and the version are written as given here.</param>
    /// <returns>False when another silo has created it just now.</returns>
    public async Task<bool> Create(IReadOnlyDictionary<string, string> content, int version, CancellationToken cancellationToken)
    {
        var map = new V1ConfigMap
        {
            Metadata = new V1ObjectMeta
            {
                Name = names.ConfigMap,
                Labels = new Dictionary<string, string> { [ClusterNames.Label] = names.LabelValue },
            },
            Data = new Dictionary<string, string>(content)
            {
                [ClusterTable.ClusterKey] = names.ClusterId,
                [ClusterTable.VersionKey] = version.ToString(CultureInfo.InvariantCulture),
            },
        };
        try
        {
            await api.Call(
                ApiKind.ConfigMaps,
                (client, token) => client.CoreV1.CreateNamespacedConfigMapAsync(map, api.Namespace, cancellationToken: token),
                cancellationToken);
            return true;
        }
        catch (Exception fault) when (ApiFault.IsThere(fault))
        {
            return await Fill(map, cancellationToken);
        }
    }

    /// <returns>With the table as it is now, when it was applied.</returns>
    public async Task<(PatchOutcome Outcome, ClusterTable? Table)> Apply(TablePatch patch, CancellationToken cancellationToken)
    {
        var body = patch.Build();
        try
        {
            var changed = await api.Call(
                ApiKind.ConfigMaps,
                (client, token) => client.CoreV1.PatchNamespacedConfigMapAsync(body, names.ConfigMap, api.Namespace, cancellationToken: token),
                cancellationToken);
            return (PatchOutcome.Applied, new ClusterTable(changed, names));
        }
        catch (Exception fault) when (ApiFault.IsConflict(fault))
        {
            return (PatchOutcome.Lost, null);
        }
        catch (Exception fault) when (ApiFault.IsUnprocessable(fault))
        {
            return (PatchOutcome.Unprocessable, null);
        }
    }

    /// <summary>The table at each change; null when it is gone. Ends when the server ends the watch, or after its length.</summary>
    /// <param name="resourceVersion">That of the table which was read last.</param>
    public async IAsyncEnumerable<ClusterTable?> Watch(
        string resourceVersion, TimeSpan length, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A connection that died in silence ends the watch on our side a little later than the server would have.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(length + TimeSpan.FromSeconds(30));
        var events = api.Client.CoreV1.WatchListNamespacedConfigMapAsync(
            api.Namespace,
            fieldSelector: $"metadata.name={names.ConfigMap}",
            resourceVersion: resourceVersion,
            timeoutSeconds: (int)length.TotalSeconds,
            onError: fault => throw fault,
            cancellationToken: limit.Token);
        await foreach (var (kind, map) in events)
        {
            yield return kind == WatchEventType.Deleted ? null : TableIn(map);
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

    // One that somebody has emptied is as good as deleted.
    private ClusterTable? TableIn(V1ConfigMap map) => map.Data is { Count: > 0 } ? new ClusterTable(map, names) : null;

    // The latest version: resourceVersion=0, which allows the API server's cache to answer, is not sent.
    private Task<V1ConfigMap> Read(CancellationToken cancellationToken) => api.Call(
        ApiKind.ConfigMaps,
        (client, token) => client.CoreV1.ReadNamespacedConfigMapAsync(names.ConfigMap, api.Namespace, cancellationToken: token),
        cancellationToken);

    /// <summary>The same as creating it, for an object that is there and empty.</summary>
    private async Task<bool> Fill(V1ConfigMap full, CancellationToken cancellationToken)
    {
        try
        {
            var present = await Read(cancellationToken);
            if (TableIn(present) is not null)
            {
                return false;
            }

            // With the resource version in it the patch is refused when the object has changed since.
            full.Metadata.ResourceVersion = present.Metadata.ResourceVersion;
            var patch = new V1Patch(KubernetesJson.Serialize(full), V1Patch.PatchType.MergePatch);
            await api.Call(
                ApiKind.ConfigMaps,
                (client, token) => client.CoreV1.PatchNamespacedConfigMapAsync(patch, names.ConfigMap, api.Namespace, cancellationToken: token),
                cancellationToken);
            return true;
        }
        catch (Exception fault) when (ApiFault.IsMissing(fault) || ApiFault.IsConflict(fault))
        {
            return false;
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
