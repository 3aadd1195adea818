using System.Diagnostics.Metrics;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Caching;

/// <summary>
/// Schemas by id in this process, with their encoded answers. A hit asks nobody. Nothing negative is kept, so what was just
/// registered elsewhere is found; what the change log tells of takes entries out (<see cref="CacheFollower"/>).
/// </summary>
internal sealed class SchemaCache
{
    private readonly Freshness _freshness = new();
    private readonly IGrainFactory _grains;
    private readonly long _lifetime;
    private readonly WeightedCache<SchemaId, CachedSchema> _cache;
    private readonly SingleFlight _flights;
    private readonly CacheMetrics _metrics;

    public SchemaCache(IGrainFactory grains, GatewayOptions options, IMeterFactory meters)
    {
        _grains = grains;
        _lifetime = (long)options.CacheTtl.TotalMilliseconds;
        _cache = new WeightedCache<SchemaId, CachedSchema>(options.CacheMaxEntries, options.CacheMaxBytesById);
        _flights = new SingleFlight(Read, (key, entry) => _cache.Set(key, entry, entry.Weight), _cache.Remove);
        _metrics = new CacheMetrics(meters, () => _cache.Count, () => _cache.Weight);
    }

    /// <summary>How an id is shown along with a subject, when that is known.</summary>
    /// <param name="asked">The subject as <see cref="SubjectName.ToString"/> writes it; empty when none is asked for.</param>
    public ShownSchema? Find(string context, int id, ReadOnlySpan<char> asked)
    {
        if (Live(new SchemaId(context, id)) is { } entry && entry.Find(asked) is { } shown && shown.IsFresh(_freshness, entry.ReadAt))
        {
            _metrics.Hit();
            return shown;
        }

        return null;
    }

    /// <summary>
    /// The schema behind an id, from memory if it can show what <paramref name="select"/> picks, else through the reader.
    /// </summary>
    /// <param name="asked">As for <see cref="Find"/>; how it is shown is remembered under this name.</param>
    /// <param name="select">The use to show; null when none will do.</param>
    /// <returns>Null when there is no such id, or it has no use that will do.</returns>
    public async ValueTask<ShownSchema?> Get(
        string context, int id, string asked, Func<SchemaById, ShownUse?> select, CancellationToken cancellationToken)
    {
        var key = new SchemaId(context, id);
        if (Live(key) is { } known && Show(key, known, asked, select) is { } shown && shown.IsFresh(_freshness, known.ReadAt))
        {
            _metrics.Hit();
            return shown;
        }

        _metrics.Miss();
        var (entry, isOwn) = await _flights.Join(key, cancellationToken);
        if (entry is not null && Show(key, entry, asked, select) is { } found)
        {
            return found;
        }

        // It is not there, or not with a use that will do. That is final when this very request found no such id; what another request
        // began to read, or Redis had kept, may be older than what this one has to see.
        var isCertain = isOwn && entry is null;
        return isCertain || await _flights.Alone(key, cancellationToken) is not { } newer ? null : Show(key, newer, asked, select);
    }

    /// <summary>A version was registered under an id: who has the id without it has to read again.</summary>
    public void Registered(string context, int id, string subject, int version)
    {
        var key = new SchemaId(context, id);
        _flights.Outdate(key);
        if (_cache.TryGet(key, out var entry) && !entry.Has(subject, version))
        {
            _cache.Remove(key);
        }
    }

    /// <summary>Something about a subject has changed: deletion, restoration, settings.</summary>
    public void Changed(SubjectName subject) => _freshness.Changed(subject.ToString());

    /// <summary>Nothing uses an id any more.</summary>
    public void Purged(string context, int id)
    {
        var key = new SchemaId(context, id);
        _flights.Outdate(key);
        _cache.Remove(key);
    }

    /// <summary>Nothing is known any more.</summary>
    public void Clear()
    {
        _freshness.AllChanged();
        _cache.Clear();
    }

    private CachedSchema? Live(SchemaId key) =>
        _cache.TryGet(key, out var entry) && !entry.IsOver(Environment.TickCount64) ? entry : null;

    private ShownSchema? Show(SchemaId key, CachedSchema entry, string asked, Func<SchemaById, ShownUse?> select)
    {
        if (entry.Find(asked) is { } known)
        {
            return known;
        }

        if (select(entry.Schema) is not { } selection)
        {
            return null;
        }

        var shown = new ShownSchema(entry.Schema, asked, selection.Use);
        if (entry.Keep(shown))
        {
            _cache.Reweigh(key, entry, entry.Weight);
        }

        return shown;
    }

    private async Task<CachedSchema?> Read(SchemaId key, bool pastSharedCache, CancellationToken cancellationToken)
    {
        var readAt = _freshness.Now;
        var reader = _grains.Reader();
        var schema = pastSharedCache ? null : await reader.FindSchema(key.Context, key.Id, cancellationToken);
        if (pastSharedCache || (schema is not null && IsMoving(schema)))
        {
            schema = await reader.FindSchemaFresh(key.Context, key.Id, cancellationToken);
        }

        return schema is null ? null : new CachedSchema(schema, readAt, Environment.TickCount64 + _lifetime);
    }

    // A cache elsewhere may show a subject as it was before a change that this process knows of.
    private bool IsMoving(SchemaById schema) => schema.Uses.Any(use => _freshness.IsMoving(Freshness.MarkOf(use.Subject)));
}
