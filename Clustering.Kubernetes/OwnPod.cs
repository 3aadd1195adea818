using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// The pod that this process runs in. Outside of a pod there is none, and without the right to read pods none until the right is
/// given; the other silos then detect this silo's death by probes alone.
/// </summary>
internal sealed partial class OwnPod(ApiServer api, IOptions<KubernetesClusteringOptions> options, ILogger<OwnPod> logger)
{
    private static readonly string[] StableLabels = ["app.kubernetes.io/name", "app.kubernetes.io/instance", "app"];
    private bool _isMissing;
    private bool _isRefused;

    public PodIdentity? Identity { get; private set; }

    /// <summary>Selects the pods that hold silos.</summary>
    public string Selector { get; private set; } = options.Value.PodSelector ?? "";

    /// <summary>For objects that the API server is to remove with the pod.</summary>
    public IList<V1OwnerReference>? AsOwner() => Identity is { } pod
        ? [new V1OwnerReference { ApiVersion = "v1", Kind = "Pod", Name = pod.Name, Uid = pod.Uid }]
        : null;

    /// <summary>Whether there may be one, known or not yet.</summary>
    public bool MayExist => options.Value.PodName is { Length: > 0 } && !_isMissing;

    /// <exception cref="k8s.Autorest.HttpOperationException">The API server does not serve it.</exception>
    public async Task Find(CancellationToken cancellationToken)
    {
        if (Identity is not null || !MayExist)
        {
            return;
        }

        var name = options.Value.PodName!;
        try
        {
            var pod = await api.Call(
                ApiKind.Pods, (client, token) => client.CoreV1.ReadNamespacedPodAsync(name, api.Namespace, cancellationToken: token), cancellationToken);
            Identity = PodIdentity.Of(pod);
            Selector = options.Value.PodSelector ?? SelectorFrom(pod);
        }
        catch (Exception fault) when (ApiFault.IsMissing(fault))
        {
            _isMissing = true;
            LogUnknown(name, ApiFault.Describe(fault));
        }
    }

    /// <summary>The same for a silo that can begin without it, and look for it later.</summary>
    public async Task FindUnlessRefused(CancellationToken cancellationToken)
    {
        try
        {
            await Find(cancellationToken);
        }
        catch (Exception fault) when (ApiFault.IsForbidden(fault))
        {
            if (!_isRefused)
            {
                LogUnknown(options.Value.PodName!, ApiFault.Describe(fault));
                _isRefused = true;
            }
        }
    }

    // Labels that differ between releases, such as the chart's version, would hide the other release's pods during an upgrade.
    private static string SelectorFrom(V1Pod pod) =>
        pod.Metadata.Labels is { } labels
            ? string.Join(',', StableLabels.Where(labels.ContainsKey).Select(label => $"{label}={labels[label]}"))
            : "";

    [LoggerMessage(411, LogLevel.Warning, "Pod {Name} cannot be read ({Reason}): until it can, pods that end are noticed by probes only")]
    private partial void LogUnknown(string name, string reason);
}
