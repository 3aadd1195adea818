using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>Fills in what Kubernetes tells a container through its environment.</summary>
internal sealed class DownwardApi : IPostConfigureOptions<KubernetesClusteringOptions>
{
    public void PostConfigure(string? name, KubernetesClusteringOptions options)
    {
        options.PodName ??= Variable("POD_NAME");
        options.PodIp ??= Variable("POD_IP");
        options.Namespace ??= Variable("POD_NAMESPACE");
        options.ApiServer ??= Variable("KUBERNETES_SERVICE_HOST") is { } host ? Server(host, Variable("KUBERNETES_SERVICE_PORT")) : null;
    }

    /// <summary>An IPv6 address comes without brackets.</summary>
    /// <exception cref="OrleansConfigurationException">It is no address.</exception>
    public static Uri Server(string host, string? port)
    {
        var number = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is > 0 and <= IPEndPoint.MaxPort ? given : 443;
        return Uri.CheckHostName(host) != UriHostNameType.Unknown
            ? new UriBuilder(Uri.UriSchemeHttps, host, number).Uri
            : throw new OrleansConfigurationException($"KUBERNETES_SERVICE_HOST={host} is no address of an API server.");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
