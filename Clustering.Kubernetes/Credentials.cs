using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Authentication;
using YamlDotNet.Core;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>How the API server is reached: with the pod's service account, or as a kubeconfig says.</summary>
internal static class Credentials
{
    /// <returns>A client, and the namespace that it is to work in.</returns>
    /// <exception cref="OrleansConfigurationException">There is neither, it cannot be used, or no namespace can be told.</exception>
    public static (k8s.Kubernetes Client, string Namespace) Connect(KubernetesClusteringOptions options)
    {
        var configuration = Read(options);
        try
        {
            return (new k8s.Kubernetes(configuration), configuration.Namespace);
        }
        catch (Exception fault) when (fault is k8s.Exceptions.KubeConfigException or CryptographicException or FormatException or ArgumentException)
        {
            throw new OrleansConfigurationException(
                $"The kubeconfig {options.KubeConfigFile ?? FromEnvironment()} cannot be used: {ApiFault.Describe(fault)}", fault);
        }
    }

    private static KubernetesClientConfiguration Read(KubernetesClusteringOptions options)
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
        Trust(configuration);
        return configuration;
    }

    // Left to itself the client takes a certificate for any name, and does not say why it refuses one.
    private static void Trust(KubernetesClientConfiguration configuration)
    {
        if (configuration.SslCaCerts is not { Count: > 0 } authorities || configuration.SkipTlsVerify)
        {
            return;
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        configuration.SslCaCerts = null;
        configuration.FirstMessageHandlerSetup = handler => handler.SslOptions.CertificateChainPolicy = policy;
    }

    private static KubernetesClientConfiguration InCluster(KubernetesClusteringOptions options, string token)
    {
        var server = options.ApiServer ?? throw new OrleansConfigurationException(
            "The API server's address is not known: KUBERNETES_SERVICE_HOST is not set.");
        var nameFile = Path.Combine(options.ServiceAccountDirectory, "namespace");
        return new KubernetesClientConfiguration
        {
            Host = server.ToString(),
            SslCaCerts = Authorities(Path.Combine(options.ServiceAccountDirectory, "ca.crt")),
            // The kubelet renews the token in place; this reads it again every minute.
            TokenProvider = new TokenFileAuth(token),
            Namespace = File.Exists(nameFile) ? File.ReadAllText(nameFile).Trim() : null,
        };
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new OrleansConfigurationException($"The API server's authority cannot be read from {file}: {fault.Message}", fault);
        }

        return authorities.Count > 0 ? authorities : throw new OrleansConfigurationException($"There is no certificate of the API server's authority in {file}.");
    }

    private static KubernetesClientConfiguration KubeConfig(KubernetesClusteringOptions options)
    {
        try
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigFile(options.KubeConfigFile ?? FromEnvironment());
        }
        catch (Exception fault) when (IsUnusable(fault))
        {
            throw new OrleansConfigurationException(
                $"Kubernetes clustering needs a service account in {options.ServiceAccountDirectory} or a kubeconfig: {ApiFault.Describe(fault)}", fault);
        }
    }

    private static bool IsUnusable(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or k8s.Exceptions.KubeConfigException or YamlException
            or CryptographicException or FormatException or ArgumentException or NullReferenceException;

    private static string? FromEnvironment() =>
        Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(File.Exists);
}
