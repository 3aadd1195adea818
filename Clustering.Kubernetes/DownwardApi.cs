using System.Globalization;
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
    public static Uri Server(string host, string? port) =>
        new UriBuilder(Uri.UriSchemeHttps, host, int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 443).Uri;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
