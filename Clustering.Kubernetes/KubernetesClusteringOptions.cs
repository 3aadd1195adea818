namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Where the API server is and who this process is. The cluster's id is Orleans' own, <c>ClusterOptions.ClusterId</c>. What is
/// not set is read from the downward API's variables when the process starts.
/// </summary>
public sealed class KubernetesClusteringOptions
{
    /// <summary>
    /// Namespace of the pods and of the cluster's objects. Unset: <c>POD_NAMESPACE</c>, else the service account's, else that of
    /// the kubeconfig's context.
    /// </summary>
    public string? Namespace { get; set; }

    /// <summary>Name of this pod; becomes the silo's name. Unset: <c>POD_NAME</c>. Empty outside of a pod.</summary>
    public string? PodName { get; set; }

    /// <summary>Address of this pod; becomes the silo's address unless that is configured. Unset: <c>POD_IP</c>.</summary>
    public string? PodIp { get; set; }

    /// <summary>
    /// Label selector of the pods that hold silos, for lists and watches. Unset: the name and instance labels of this pod. Too
    /// narrow a selector delays the discovery of deleted pods; a living silo is never declared dead for it.
    /// </summary>
    public string? PodSelector { get; set; }

    /// <summary>A kubeconfig file to use instead of the pod's service account.</summary>
    public string? KubeConfigFile { get; set; }

    /// <summary>Where the pod's token, namespace and certificate authority are mounted.</summary>
    public string ServiceAccountDirectory { get; set; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>
    /// The API server as pods see it. Unset: <c>KUBERNETES_SERVICE_HOST</c> and <c>KUBERNETES_SERVICE_PORT</c>. A kubeconfig names
    /// its own.
    /// </summary>
    public Uri? ApiServer { get; set; }

    /// <summary>Longest wait for one answer of the API server.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The same while this process stops, when a server that does not answer must not use up the time to leave in.</summary>
    public TimeSpan RequestTimeoutWhenStopping { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest back-off while the API server does not answer. The first is half a second.</summary>
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest back-off while calls are refused (401, 403). The first is half a second.</summary>
    public TimeSpan MaxBackoffWhenRefused { get; set; } = TimeSpan.FromSeconds(60);
}
