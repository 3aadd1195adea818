using System.Diagnostics;
using System.Diagnostics.Metrics;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>How long comparisons take, and how they end.</summary>
internal sealed class CompatibilityMetrics(IMeterFactory meters)
{
    private readonly Histogram<double> _duration = meters.Create("SchemaRegistry.Compatibility").CreateHistogram<double>(
        "schema_registry.compatibility.duration", "s", "Time to compare a schema with earlier versions, by format and outcome.");

    public void Compared(SchemaType type, bool isCompatible, long startedAt) => _duration.Record(
        Stopwatch.GetElapsedTime(startedAt).TotalSeconds,
        new KeyValuePair<string, object?>("format", type.WireName()),
        new KeyValuePair<string, object?>("compatible", isCompatible));
}
