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
        Interlocked.Increment(ref _forgotten);
        _entries.TryRemove(scope, out _);
    }

    /// <summary>Any settings may have changed.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref _forgotten);
        _entries.Clear();
    }

    private async ValueTask<ScopeSettings> GetScope(string scope, CancellationToken cancellationToken) =>
        RememberedScope(scope) ?? await Read(scope, cancellationToken);

    private async Task<ScopeSettings> Read(string scope, CancellationToken cancellationToken)
    {
        var (number, readAt, forgotten) = (Interlocked.Increment(ref _reads), clock.GetTimestamp(), Interlocked.Read(ref _forgotten));
        var settings = await store.LoadScope(scope, cancellationToken);
        Keep(scope, new Entry(settings, number, readAt), forgotten);
        return settings;
    }

    // Readings may end in another order than they began: the one that began last is the newest.
    private void Keep(string scope, Entry read, long forgotten)
    {
        if (_entries.Count >= MaxEntries)
        {
            _entries.Clear();
        }

        var kept = _entries.AddOrUpdate(scope, read, (_, known) => known.Number > read.Number ? known : read);
        if (ReferenceEquals(kept, read) && Interlocked.Read(ref _forgotten) != forgotten)
        {
            _entries.TryRemove(new(scope, read));
        }
    }

    private ScopeSettings? RememberedScope(string scope) =>
        _entries.TryGetValue(scope, out var entry) && clock.GetElapsedTime(entry.ReadAt) < options.Lease ? entry.Settings : null;

    private sealed record Entry(ScopeSettings Settings, long Number, long ReadAt);
}
