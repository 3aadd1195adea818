using System.Collections.Concurrent;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Settings;

namespace SchemaRegistry.Grains.Settings;

/// <summary>
/// The settings of contexts, remembered per silo for as long as a subject's lease. A change is decided on what stands here
/// and commits only while the store still has the same revisions, so that an old entry costs a second try, never a wrong
/// answer. For what is only read an entry goes as soon as a change is made in this process or shows in the change log.
/// </summary>
internal sealed class SettingsCache(ISettingsStore store, RegistryOptions options, TimeProvider clock)
{
    private const int MaxEntries = 10_000;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _forgotten;

    public async ValueTask<OuterSettings> Get(string context, CancellationToken cancellationToken) => new(
        await GetScope(context, cancellationToken),
        await GetScope(SubjectName.GlobalContext, cancellationToken));

    /// <summary>What <see cref="Get"/> answers, if it is remembered.</summary>
    public OuterSettings? Remembered(string context) =>
        RememberedScope(context) is { } inner && RememberedScope(SubjectName.GlobalContext) is { } global ? new OuterSettings(inner, global) : null;

    /// <summary>Reads past the cache.</summary>
    public async Task<OuterSettings> Refresh(string context, CancellationToken cancellationToken)
    {
        _entries.TryRemove(context, out _);
        _entries.TryRemove(SubjectName.GlobalContext, out _);
        return await Get(context, cancellationToken);
    }

    /// <summary>Settings of a scope have changed; what is being read at this moment is not kept either.</summary>
    public void Forget(string scope)
    {
        Interlocked.Increment(ref _forgotten);
        _entries.TryRemove(scope, out _);
    }

    private async ValueTask<ScopeSettings> GetScope(string scope, CancellationToken cancellationToken)
    {
        if (RememberedScope(scope) is { } known)
        {
            return known;
        }

        var (readAt, forgotten) = (clock.GetTimestamp(), Interlocked.Read(ref _forgotten));
        var settings = await store.LoadScope(scope, cancellationToken);
        if (_entries.Count >= MaxEntries)
        {
            _entries.Clear();
        }

        var read = new Entry(settings, readAt);
        _entries[scope] = read;
        if (Interlocked.Read(ref _forgotten) != forgotten)
        {
            _entries.TryRemove(new(scope, read));
        }

        return settings;
    }

    private ScopeSettings? RememberedScope(string scope) =>
        _entries.TryGetValue(scope, out var entry) && clock.GetElapsedTime(entry.ReadAt) < options.Lease ? entry.Settings : null;

    private sealed record Entry(ScopeSettings Settings, long ReadAt);
}
