using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Names of a cluster's objects. An id that Kubernetes would not take as a name (RFC 1123), or that is long, is shortened and
/// told apart by its hash; the ConfigMap holds the id as it is.
/// </summary>
internal sealed partial class ClusterNames
{
    public const string Label = "orleans-cluster";
    private const int LongestId = 40;
    private readonly string _prefix;

    public ClusterNames(string clusterId)
    {
        ClusterId = clusterId;
        LabelValue = Plain().IsMatch(clusterId) && clusterId.Length <= LongestId ? clusterId : Shortened(clusterId);
        _prefix = $"orleans-{LabelValue}";
    }

    public string ClusterId { get; }

    public string LabelValue { get; }

    public string Selector => $"{Label}={LabelValue}";

    public string ConfigMap => _prefix;

    /// <summary>The Lease that serves as the join lock. No silo's Lease has this name: those end in a number.</summary>
    public string JoinLock => $"{_prefix}-join";

    /// <summary>Ends in three parts without dashes in them, so that no id of another cluster makes the same name.</summary>
    public string Lease(SiloAddress silo) => string.Create(
        CultureInfo.InvariantCulture, $"{_prefix}-{MemberKey.Host(silo)}-{silo.Endpoint.Port}-{(uint)silo.Generation}");

    private static string Shortened(string id)
    {
        var kept = Other().Replace(id.ToLowerInvariant(), "-");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 6));
        return $"{kept[..Math.Min(kept.Length, LongestId - hash.Length - 1)].Trim('-')}-{hash}".TrimStart('-');
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")]
    private static partial Regex Plain();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Other();
}
