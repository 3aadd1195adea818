using System.Globalization;
using k8s.Models;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>The ConfigMap of a cluster, read at one moment: its version and every row. All objects in it are the reader's own.</summary>
internal sealed class ClusterTable
{
    public const string VersionKey = "version";
    public const string ClusterKey = "cluster";
    private readonly V1ConfigMap _map;

    /// <exception cref="OrleansConfigurationException">The ConfigMap is not one of ours, or not this cluster's.</exception>
    public ClusterTable(V1ConfigMap map, ClusterNames names)
    {
        _map = map;
        if (!Data.TryGetValue(ClusterKey, out var cluster) || cluster != names.ClusterId)
        {
            throw new OrleansConfigurationException(
                $"ConfigMap {names.ConfigMap} does not belong to the cluster \"{names.ClusterId}\": another name for one of them, or another namespace.");
        }

        if (!Data.TryGetValue(VersionKey, out var text) || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            throw new OrleansConfigurationException($"ConfigMap {names.ConfigMap} holds no version of the table of members.");
        }

        Tag = new TableTag(map.Metadata.Uid, version);
        Version = new TableVersion(version, Tag.ToString());
    }

    public TableTag Tag { get; }

    public TableVersion Version { get; }

    /// <summary>Changes with whatever is written to the ConfigMap; a watch can go on from it.</summary>
    public string ResourceVersion => _map.Metadata.ResourceVersion;

    /// <summary>All entries of the ConfigMap.</summary>
    public IReadOnlyDictionary<string, string> Content => Data.AsReadOnly();

    private IDictionary<string, string> Data => _map.Data ?? new Dictionary<string, string>();

    public bool Holds(SiloAddress silo) => Data.ContainsKey(MemberKey.Row(silo));

    public MembershipEntry? Find(SiloAddress silo) => Data.TryGetValue(MemberKey.Row(silo), out var row) ? MemberRow.Read(silo, row) : null;

    public List<MembershipEntry> ReadAll()
    {
        var entries = new List<MembershipEntry>();
        foreach (var (key, row) in Data)
        {
            if (MemberKey.TryParseRow(key, out var silo))
            {
                entries.Add(MemberRow.Read(silo, row));
            }
        }

        return entries;
    }

    /// <summary>The pod that the silo runs in, if it said so when it joined.</summary>
    public PodIdentity? PodOf(SiloAddress silo) => Data.TryGetValue(MemberKey.Pod(silo), out var pod) ? PodIdentity.Parse(pod) : null;
}
