using System.Collections.Concurrent;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Contents;

namespace SchemaRegistry.Grains.Reading;

/// <summary>
/// The generations of contexts (<see cref="ISchemaStore.ReadGeneration"/>), each asked for at most once a second. While the
/// store is away the last one known holds, for nothing can be deleted without the store.
/// </summary>
internal sealed class ContextGenerations(ISchemaStore store, RegistryOptions options, TimeProvider clock)
{
    // Contexts that exist only in somebody's requests must not fill memory.
    private const int MostKept = 10_000;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>Null when it is not known.</summary>
    public async ValueTask<long?> Find(string context, CancellationToken cancellationToken)
    {
        var known = _known.GetValueOrDefault(context);
        if (known is not null && clock.GetElapsedTime(known.At) < Lease)
        {
            return known.Generation;
        }

        try
        {
            var asked = clock.GetTimestamp();
            if (await store.ReadGeneration(context, cancellationToken) is not { } generation)
            {
                return null;
            }

            if (_known.Count >= MostKept)
            {
                _known.Clear();
            }

            _known[context] = new Known(generation, asked);
            return generation;
        }
        catch (StoreUnavailableException) when (known is not null && clock.GetElapsedTime(known.At) < options.CacheTtl)
        {
            return known.Generation;
        }
    }

    private sealed record Known(long Generation, long At);
}
