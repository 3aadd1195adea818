using Microsoft.Extensions.Logging;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Settings;

namespace SchemaRegistry.Grains.Scopes;

/// <summary>
/// Reads and writes the settings of a scope. It keeps nothing in memory: they change seldom, and what is read seldom may as well
/// be read from the store, so a decision rests on what was there a moment ago and needs no second look.
/// </summary>
internal sealed class ScopeWriter(
    string scope, IRegistryStore store, SettingsCache settings, OutcomeSearch search, ConsistencyMetrics metrics, ILogger logger)
    : Writer<ScopeSettings>(scope, new SubjectName(scope, ""), store, search, metrics, logger)
{
    /// <summary>Whether nothing was ever set for the scope, as far as is known.</summary>
    public bool IsUnknown { get; private set; } = true;

    /// <summary>The scope's own settings, as context, and the global ones; for the global scope both are the same.</summary>
    public async Task<OuterSettings> Load(CancellationToken cancellationToken)
    {
        var global = await store.LoadScope(SubjectName.GlobalContext, cancellationToken);
        var own = Name == SubjectName.GlobalContext ? global : await store.LoadScope(Name, cancellationToken);
        IsUnknown = own.Revision == 0;
        return new OuterSettings(own, global);
    }

    protected override async ValueTask<(ScopeSettings State, OuterSettings Outer)> Read(CancellationToken cancellationToken)
    {
        var outer = await Load(cancellationToken);
        return (outer.Context, outer);
    }

    protected override Task<ScopeSettings> ReadConfirmed(CancellationToken cancellationToken) => store.LoadScope(Name, cancellationToken);

    protected override Task ReadAgain(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override ValueTask<bool> StillHolds(ScopeSettings state, OuterSettings outer, CancellationToken cancellationToken) =>
        ValueTask.FromResult(true);

    protected override async Task<CommitResult> Commit<TAnswer>(Change<ScopeSettings, TAnswer> change)
    {
        try
        {
            return await change.Commit();
        }
        finally
        {
            // Also when the outcome is unknown: it may have been committed.
            settings.Forget(Name);
        }
    }
}
