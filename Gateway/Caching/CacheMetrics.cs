using System.Diagnostics.Metrics;

namespace SchemaRegistry.Gateway.Caching;

/// <summary>What the cache of schemas shows of itself. Counting a hit is one addition.</summary>
internal sealed class CacheMetrics
{
    public const string MeterName = "SchemaRegistry.Cache";

    private long _hits;
    private long _misses;

    public CacheMetrics(IMeterFactory meters, Func<int> entries, Func<long> weight)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter(
            "schema_registry.cache.hits", () => Volatile.Read(ref _hits), "{lookup}", "Lookups by id answered from memory.");
        meter.CreateObservableCounter(
            "schema_registry.cache.misses", () => Volatile.Read(ref _misses), "{lookup}", "Lookups by id that had to be read.");
        meter.CreateObservableGauge("schema_registry.cache.entries", entries, "{schema}", "Schemas in memory.");
        meter.CreateObservableGauge("schema_registry.cache.weight", weight, "By", "What the schemas in memory take.");
    }

    public void Hit() => Interlocked.Increment(ref _hits);

    public void Miss() => Interlocked.Increment(ref _misses);
}
