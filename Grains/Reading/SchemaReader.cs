using Orleans.Serialization;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Storage.Redis;

namespace SchemaRegistry.Grains.Reading;

/// <summary>
/// Schemas by id with their uses: from the cache that the cluster shares, then from the store. The cache's keys contain the log's
/// identity and the context's generation. Every deletion moves the generation in the store, so an entry from before a deletion is
/// never asked for after it, even where nobody heard of the deletion or the entry was written late.
/// </summary>
internal sealed class SchemaReader(
    ISchemaStore store,
    ChangeFollower log,
    ContextGenerations generations,
    Serializer<SchemaById> serializer,
    RegistryOptions options,
    SharedCacheMetrics metrics,
    ISharedCache? shared = null)
{
    // A schema that fills more, as one with thousands of uses, is served from the gateways' memory anyway.
    private const int LargestKept = 1 << 20;

    // Raised when what is kept takes another form: then neighbouring builds keep their own.
    private const int FormatVersion = 1;

    /// <summary>As it was at most a second ago.</summary>
    public async Task<SchemaById?> Find(string context, int id, CancellationToken cancellationToken)
    {
        if (shared is null || await generations.Find(context, cancellationToken) is not { } generation)
        {
            return await FindFresh(context, id, cancellationToken);
        }

        var key = await KeyOf(context, generation, id, cancellationToken);
        var schema = await shared.Find(key) is { } kept ? Read(kept) : null;
        metrics.Asked(isHit: schema is not null);
        return schema ?? await FindFresh(context, id, cancellationToken);
    }

    /// <summary>As it is now.</summary>
    public async Task<SchemaById?> FindFresh(string context, int id, CancellationToken cancellationToken)
    {
        if (await store.FindSchema(context, id, cancellationToken) is not { } stored)
        {
            return null;
        }

        var schema = stored.Schema;
        if (shared is not null && serializer.SerializeToArray(schema) is { Length: <= LargestKept } bytes)
        {
            shared.Keep(await KeyOf(context, stored.Generation, id, cancellationToken), bytes, options.CacheTtl);
        }

        return schema;
    }

    private async ValueTask<string> KeyOf(string context, long generation, int id, CancellationToken cancellationToken) =>
        $"schema-registry:{FormatVersion}:{await log.LogId(cancellationToken):N}:{context}:{generation}:{id}";

    // Another build may have kept it in a form that this one does not know.
    private SchemaById? Read(byte[] kept)
    {
        try
        {
            return serializer.Deserialize(kept);
        }
        catch (Exception fault) when (fault is SerializerException or ArgumentException or InvalidOperationException or EndOfStreamException)
        {
            return null;
        }
    }
}
