using System.Diagnostics.Metrics;

namespace SchemaRegistry.Grains.Reading;

/// <summary>What came of asking the cache that the cluster shares.</summary>
internal sealed class SharedCacheMetrics
{
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;

    public SharedCacheMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("SchemaRegistry.SharedCache");
        _hits = meter.CreateCounter<long>("schema_registry.shared_cache.hits", "{lookup}", "Lookups by id that Redis answered.");
        _misses = meter.CreateCounter<long>(
            "schema_registry.shared_cache.misses", "{lookup}", "Lookups by id that went on to the store.");
    }

    public void Asked(bool isHit) => (isHit ? _hits : _misses).Add(1);
}
