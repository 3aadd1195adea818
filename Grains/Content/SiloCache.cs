using Microsoft.Extensions.Caching.Memory;

namespace SchemaRegistry.Grains.Content;

/// <summary>What a silo remembers of schemas beside its grains: weighed in bytes, and bounded by <see cref="RegistryOptions.CacheBytes"/>.</summary>
internal sealed class SiloCache(RegistryOptions options) : IDisposable
{
    private const int EntryOverhead = 256;
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = options.CacheBytes });

    public T? Find<T>(object key)
        where T : class => _cache.TryGetValue<T>(key, out var kept) ? kept : null;

    /// <param name="bytes">What it holds, without what every entry costs.</param>
    public T Keep<T>(object key, T value, long bytes)
        where T : class => _cache.Set(key, value, new MemoryCacheEntryOptions { Size = bytes + EntryOverhead });

    public void Remove(object key) => _cache.Remove(key);

    public void Dispose() => _cache.Dispose();
}
