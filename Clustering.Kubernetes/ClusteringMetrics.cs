using System.Diagnostics.Metrics;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>How often the table of members had to be put back. Never, unless somebody deletes it.</summary>
internal sealed class ClusteringMetrics
{
    public const string MeterName = "SchemaRegistry.Clustering";

    private readonly Counter<long> _putBack;

    public ClusteringMetrics(IMeterFactory meters) => _putBack = meters.Create(MeterName).CreateCounter<long>(
        "schema_registry.membership.put_back", "{table}", "Times that this silo put the table of members back after it was deleted or replaced.");

    public void PutBack() => _putBack.Add(1);
}
