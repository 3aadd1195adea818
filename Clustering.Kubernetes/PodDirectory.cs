using System.Runtime.CompilerServices;
using k8s;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>Tells which pods are running and which have ended.</summary>
internal sealed class PodDirectory(ApiServer api, OwnPod own)
{
    // The server ends a watch after this long; a connection that died in silence ends it on our side a little later.
    private static readonly TimeSpan WatchLength = TimeSpan.FromMinutes(5);

    /// <summary>The uids of the living pods that the selector selects, and the moment that a watch can go on from.</summary>
    public async Task<(IReadOnlySet<string> Living, string ResourceVersion)> List(CancellationToken cancellationToken)
    {
        var pods = await api.Call(
            ApiKind.Pods,
            (client, token) => client.CoreV1.ListNamespacedPodAsync(api.Namespace, labelSelector: own.Selector, cancellationToken: token),
            cancellationToken);
        var living = pods.Items.Where(pod => !PodIdentity.HasEnded(pod)).Select(pod => pod.Metadata.Uid).ToHashSet();
        return (living, pods.Metadata.ResourceVersion);
    }

    /// <summary>Asks for the pod by name, since a pod that is missing from a list may only have other labels.</summary>
    public async Task<bool> IsGone(PodIdentity identity, CancellationToken cancellationToken)
    {
        try
        {
            var pod = await api.Call(
                ApiKind.Pods,
                (client, token) => client.CoreV1.ReadNamespacedPodAsync(identity.Name, api.Namespace, cancellationToken: token),
                cancellationToken);
            return pod.Metadata.Uid != identity.Uid || PodIdentity.HasEnded(pod);
        }
        catch (Exception fault) when (ApiFault.IsMissing(fault))
        {
            return true;
        }
    }

    /// <summary>Pods as they end, until the server ends the watch.</summary>
    public async IAsyncEnumerable<PodIdentity> WatchEnds(
        string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(WatchLength + TimeSpan.FromSeconds(30));
        var events = api.Client.CoreV1.WatchListNamespacedPodAsync(
            api.Namespace,
            labelSelector: own.Selector,
            resourceVersion: resourceVersion,
            timeoutSeconds: (int)WatchLength.TotalSeconds,
            onError: fault => throw fault,
            cancellationToken: limit.Token);
        await foreach (var (kind, pod) in events)
        {
            if (kind == WatchEventType.Deleted || PodIdentity.HasEnded(pod))
            {
                yield return PodIdentity.Of(pod);
            }
        }
    }
}
