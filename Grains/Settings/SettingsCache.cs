using System.Collections.Concurrent;
using SchemaRegistry.Schemas;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Settings;

/// <summary>
/// The settings of contexts, remembered per silo for as long as a subject's lease. A change is decided on what stands here
/// and commits only while the store still has the same revisions, so that an old entry costs a second try, never a wrong
/// answer.
/// </summary>
internal sealed class SettingsCache(ISettingsStore store, RegistryOptions options, TimeProvider clock)
{
    private const int MaxEntries = 10_000;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public async ValueTask<OuterSettings> Get(string context, CancellationToken cancellationToken) => new(
        await GetScope(context, cancellationToken),
        await GetScope(SubjectName.GlobalContext, cancellationToken));

    /// <summary>What <see cref="Get"/> answers, if it is remembered.</summary>
    public OuterSettings? AtHand(string context) =>
        ScopeAtHand(context) is { } inner && ScopeAtHand(SubjectName.GlobalContext) is { } global ? new OuterSettings(inner, global) : null;

    /// <summary>Reads past the cache.</summary>
    public async Task<OuterSettings> Refresh(string context, CancellationToken cancellationToken)
    {
        _entries.TryRemove(context, out _);
        _entries.TryRemove(SubjectName.GlobalContext, out _);
        return await Get(context, cancellationToken);
    }

    private async ValueTask<ScopeSettings> GetScope(string scope, CancellationToken cancellationToken)
    {
        if (ScopeAtHand(scope) is { } known)
        {
            return known;
        }

        var readAt = clock.GetTimestamp();
        var settings = await store.LoadScope(scope, cancellationToken);
        if (_entries.Count >= MaxEntries)
        {
            _entries.Clear();
        }

        _entries[scope] = new Entry(settings, readAt);
        return settings;
    }

    private ScopeSettings? ScopeAtHand(string scope) =>
        _entries.TryGetValue(scope, out var entry) && clock.GetElapsedTime(entry.ReadAt) < options.Lease ? entry.Settings : null;

    private sealed record Entry(ScopeSettings Settings, long ReadAt);
}
