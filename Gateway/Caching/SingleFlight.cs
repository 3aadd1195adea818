using System.Collections.Concurrent;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Caching;

/// <summary>
/// Reads of ids that are not in memory: one at a time for each id, whose result all share who ask meanwhile. What changed
/// while it was read is handed out but not kept.
/// </summary>
/// <param name="read">Reads an id, bypassing other caches when the second argument says so.</param>
/// <param name="keep">Puts what was read into memory.</param>
/// <param name="drop">Takes it out again.</param>
internal sealed class SingleFlight(
    Func<SchemaId, bool, CancellationToken, Task<CachedSchema?>> read, Action<SchemaId, CachedSchema> keep, Action<SchemaId> drop)
{
    private readonly ConcurrentDictionary<SchemaId, Flight> _shared = new();
    private readonly ConcurrentDictionary<SchemaId, Flight> _alone = new();

    /// <summary>Joins a read of the id that is under way, or begins one.</summary>
    /// <returns>
    /// What was read, and whether that began after the call; else a registration may be missing that the caller knows of.
    /// </returns>
    public async Task<(CachedSchema? Entry, bool IsOwn)> Join(SchemaId key, CancellationToken cancellationToken)
    {
        while (true)
        {
            var flight = _shared.GetOrAdd(key, static _ => new Flight());
            if (!flight.TryJoin(out var isFirst))
            {
                _shared.TryRemove(new(key, flight));
                continue;
            }

            if (isFirst)
            {
                _ = Run(key, flight);
            }

            return (await flight.Wait(cancellationToken), isFirst);
        }
    }

    /// <summary>Reads an id as it is now, for one caller.</summary>
    public async Task<CachedSchema?> Alone(SchemaId key, CancellationToken cancellationToken)
    {
        using var flight = new Flight();
        _alone[key] = flight;
        return await Read(_alone, key, flight, pastSharedCache: true, cancellationToken);
    }

    /// <summary>The id has changed: what is being read of it now is not to be kept.</summary>
    public void Outdate(SchemaId key)
    {
        Outdate(_shared, key);
        Outdate(_alone, key);
    }

    private static void Outdate(ConcurrentDictionary<SchemaId, Flight> flights, SchemaId key)
    {
        if (flights.TryGetValue(key, out var flight))
        {
            flight.IsOutdated = true;
        }
    }

    private async Task Run(SchemaId key, Flight flight)
    {
        using (flight)
        {
            await flight.Start(abandoned => Read(_shared, key, flight, pastSharedCache: false, abandoned));
        }
    }

    // Of several that read alone only the last one's flight is found by news, so only that one keeps.
    private async Task<CachedSchema?> Read(
        ConcurrentDictionary<SchemaId, Flight> flights, SchemaId key, Flight flight, bool pastSharedCache, CancellationToken cancellationToken)
    {
        try
        {
            var entry = await read(key, pastSharedCache, cancellationToken);
            if (entry is not null && !flight.IsOutdated && flights.TryGetValue(key, out var latest) && latest == flight)
            {
                keep(key, entry);
            }

            // News that came between the look and the keeping.
            if (flight.IsOutdated)
            {
                drop(key);
            }

            return entry;
        }
        finally
        {
            flights.TryRemove(new(key, flight));
        }
    }
}
