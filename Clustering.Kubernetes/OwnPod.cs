using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// The pod that this process runs in. Outside of a pod, or without the right to read pods, there is none; the other silos then
/// detect this silo's death by probes alone.
/// </summary>
internal sealed partial class OwnPod(ApiServer api, IOptions<KubernetesClusteringOptions> options, ILogger<OwnPod> logger)
{
    private static readonly string[] StableLabels = ["app.kubernetes.io/name", "app.kubernetes.io/instance", "app"];
    private bool _wasSought;

    public PodIdentity? Identity { get; private set; }

    /// <summary>Selects the pods that hold silos.</summary>
    public string Selector { get; private set; } = options.Value.PodSelector ?? "";

    /// <summary>For objects that the API server is to remove with the pod.</summary>
    public IList<V1OwnerReference>? AsOwner() => Identity is { } pod
        ? [new V1OwnerReference { ApiVersion = "v1", Kind = "Pod", Name = pod.Name, Uid = pod.Uid }]
        : null;

    public async Task Find(CancellationToken cancellationToken)
    {
        if (_wasSought || options.Value.PodName is not { Length: > 0 } name)
        {
            return;
        }

        try
        {
            var pod = await api.Call(
                ApiKind.Pods, (client, token) => client.CoreV1.ReadNamespacedPodAsync(name, api.Namespace, cancellationToken: token), cancellationToken);
            Identity = PodIdentity.Of(pod);
            Selector = options.Value.PodSelector ?? SelectorFrom(pod);
        }
        catch (Exception fault) when (ApiFault.IsMissing(fault) || ApiFault.IsForbidden(fault))
        {
            LogUnknown(name, ApiFault.Describe(fault));
        }

        _wasSought = true;
    }

    // Labels that differ between releases, such as the chart's version, would hide the other release's pods during an upgrade.
    private static string SelectorFrom(V1Pod pod) =>
        pod.Metadata.Labels is { } labels
            ? string.Join(',', StableLabels.Where(labels.ContainsKey).Select(label => $"{label}={labels[label]}"))
            : "";

    [LoggerMessage(411, LogLevel.Warning, "Pod {Name} cannot be read ({Reason}): deleted pods will be noticed by probes only")]
    private partial void LogUnknown(string name, string reason);
}
