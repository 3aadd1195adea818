using System.Collections.Concurrent;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Settings;

namespace SchemaRegistry.Grains.Settings;

/// <summary>
/// The settings of contexts, remembered per silo for as long as a subject's lease. A change is decided on what stands here
/// and commits only while the store still has the same revisions, so that an old entry costs a second try, never a wrong
/// answer. For what is only read an entry goes as soon as a change is made in this process or shows in the change log. Bounded in bytes:
/// anybody may ask for contexts that do not exist.
/// </summary>
internal sealed class SettingsCache(ISettingsStore store, RegistryOptions options, TimeProvider clock)
{
    private const int EntryOverhead = 256;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly long _room = options.CacheBytes / 8;
    private readonly Lock _gate = new();
    private long _weight;
    private long _forgotten;
    private long _reads;

    public async ValueTask<OuterSettings> Get(string context, CancellationToken cancellationToken) => new(
        await GetScope(context, cancellationToken),
        await GetScope(SubjectName.GlobalContext, cancellationToken));

    /// <summary>What <see cref="Get"/> answers, if it is remembered.</summary>
    public OuterSettings? Remembered(string context) =>
        RememberedScope(context) is { } inner && RememberedScope(SubjectName.GlobalContext) is { } global ? new OuterSettings(inner, global) : null;

    /// <summary>Reads past the cache: nothing that <see cref="Get"/> answers from now on was read before this call.</summary>
    public async Task<OuterSettings> Refresh(string context, CancellationToken cancellationToken) => new(
        await Read(context, cancellationToken),
        await Read(SubjectName.GlobalContext, cancellationToken));

    /// <summary>Settings of a scope have changed; what is being read at this moment is not kept either.</summary>
    public void Forget(string scope)
    {
        lock (_gate)
        {
            _forgotten++;
            Drop(scope);
        }
    }

    /// <summary>Any settings may have changed.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _forgotten++;
            Empty();
        }
    }

    private async ValueTask<ScopeSettings> GetScope(string scope, CancellationToken cancellationToken) =>
        RememberedScope(scope) ?? await Read(scope, cancellationToken);

    private async Task<ScopeSettings> Read(string scope, CancellationToken cancellationToken)
    {
        var (number, readAt, forgotten) = (Interlocked.Increment(ref _reads), clock.GetTimestamp(), Interlocked.Read(ref _forgotten));
        var settings = await store.LoadScope(scope, cancellationToken);
        Keep(scope, new Entry(settings, WeightOf(scope, settings), number, readAt), forgotten);
        return settings;
    }

    // Readings may end in another order than they began: the one that began last is the newest.
    private void Keep(string scope, Entry read, long forgotten)
    {
        lock (_gate)
        {
            if (_forgotten != forgotten || (_entries.TryGetValue(scope, out var known) && known.Number > read.Number))
            {
                return;
            }

            Drop(scope);
            if (_weight + read.Weight > _room)
            {
                Empty();
            }

            if (read.Weight <= _room)
            {
                _entries[scope] = read;
                _weight += read.Weight;
            }
        }
    }

    private void Drop(string scope)
    {
        if (_entries.TryRemove(scope, out var known))
        {
            _weight -= known.Weight;
        }
    }

    private void Empty()
    {
        _entries.Clear();
        _weight = 0;
    }

    private ScopeSettings? RememberedScope(string scope) =>
        _entries.TryGetValue(scope, out var entry) && clock.GetElapsedTime(entry.ReadAt) < options.Lease ? entry.Settings : null;

    private static long WeightOf(string scope, ScopeSettings settings) =>
        EntryOverhead + (2L * scope.Length) + (settings.Config is { } config ? Sizes.WeightOf(config) : 0);

    private sealed record Entry(ScopeSettings Settings, long Weight, long Number, long ReadAt);
}
