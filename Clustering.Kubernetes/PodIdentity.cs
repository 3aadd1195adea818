using k8s.Models;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>Identifies one pod. The uid tells it from later pods of the same name, which a StatefulSet creates.</summary>
internal sealed record PodIdentity(string Name, string Uid)
{
    public static PodIdentity? Parse(string text) =>
        text.Split('/') is [{ Length: > 0 } name, { Length: > 0 } uid] ? new PodIdentity(name, uid) : null;

    public static PodIdentity Of(V1Pod pod) => new(pod.Metadata.Name, pod.Metadata.Uid);

    /// <summary>A pod whose containers have all ended for good may stay in the list, as an evicted one does.</summary>
    public static bool HasEnded(V1Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    public override string ToString() => $"{Name}/{Uid}";
}
