using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Authentication;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>How the API server is reached: with the pod's service account, or as a kubeconfig says.</summary>
internal static class Credentials
{
    /// <exception cref="OrleansConfigurationException">There is neither, or no namespace can be told.</exception>
    public static KubernetesClientConfiguration Read(KubernetesClusteringOptions options)
    {
        var token = Path.Combine(options.ServiceAccountDirectory, "token");
        var configuration = options.KubeConfigFile is null && File.Exists(token) ? InCluster(options, token) : KubeConfig(options);
        configuration.Namespace = options.Namespace is { Length: > 0 } name ? name : configuration.Namespace;
        if (string.IsNullOrEmpty(configuration.Namespace))
        {
            throw new OrleansConfigurationException("The Kubernetes namespace is not known: set POD_NAMESPACE.");
        }

        // One request per connection: a request that times out takes its broken connection with it, none behind it waits.
        configuration.DisableHttp2 = true;
        configuration.HttpClientTimeout = Timeout.InfiniteTimeSpan;
        return configuration;
    }

    private static KubernetesClientConfiguration InCluster(KubernetesClusteringOptions options, string token)
    {
        var server = options.ApiServer ?? throw new OrleansConfigurationException(
            "The API server's address is not known: KUBERNETES_SERVICE_HOST is not set.");
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(Path.Combine(options.ServiceAccountDirectory, "ca.crt"));
        var nameFile = Path.Combine(options.ServiceAccountDirectory, "namespace");
        return new KubernetesClientConfiguration
        {
            Host = server.ToString(),
            SslCaCerts = authorities,
            // The kubelet renews the token in place; this reads it again every minute.
            TokenProvider = new TokenFileAuth(token),
            Namespace = File.Exists(nameFile) ? File.ReadAllText(nameFile).Trim() : null,
        };
    }

    private static KubernetesClientConfiguration KubeConfig(KubernetesClusteringOptions options)
    {
        try
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigFile(options.KubeConfigFile ?? FromEnvironment());
        }
        catch (Exception fault) when (fault is IOException or k8s.Exceptions.KubeConfigException)
        {
            throw new OrleansConfigurationException(
                $"Kubernetes clustering needs a service account in {options.ServiceAccountDirectory} or a kubeconfig: {fault.Message}", fault);
        }
    }

    private static string? FromEnvironment() =>
        Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(File.Exists);
}
