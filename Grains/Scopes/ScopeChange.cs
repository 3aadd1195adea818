using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Settings;

namespace SchemaRegistry.Grains.Scopes;

/// <summary>What changes of a scope's configuration and mode have in common (reference 8.1 and 9).</summary>
internal abstract class ScopeChange<TAnswer>(SettingsPart part, Caller caller, ISettingsStore store)
    : Change<ScopeSettings, TAnswer>(caller)
{
    private ReplaceScopeSettings _command = null!;

    /// <summary>The settings that were decided on.</summary>
    protected ScopeSettings Before { get; private set; } = null!;

    /// <summary>The settings that are wanted, but for their revision.</summary>
    protected ScopeSettings After { get; private set; } = null!;

    public override ValueTask<Outcome<TAnswer>?> Decide(
        ScopeSettings state, OuterSettings outer, CancellationToken cancellationToken)
    {
        if (part == SettingsPart.Config && RefusalIfReadOnly(state, outer) is { } refusal)
        {
            return ValueTask.FromResult<Outcome<TAnswer>?>(refusal);
        }

        (Before, After) = (state, Next(state));
        var removed = new RemovedSettings(
            part == SettingsPart.Config && After.Config is null ? Before.Config : null,
            part == SettingsPart.Mode && After.Mode is null ? Before.Mode : null);
        _command = new ReplaceScopeSettings(state.Scope, state.Revision, After.Config, After.Mode, Origin, part, removed);
        return ValueTask.FromResult<Outcome<TAnswer>?>(null);
    }

    public sealed override Task<CommitResult> Commit() => store.Commit(_command, CancellationToken.None);

    public sealed override ValueTask<Outcome<TAnswer>?> Replay(ScopeSettings state, LoggedChange logged) =>
        ValueTask.FromResult<Outcome<TAnswer>?>(Replay(logged.ReadSettings()));

    protected abstract ScopeSettings Next(ScopeSettings state);

    protected abstract TAnswer Replay(SettingsPayload logged);

    // The protocol has no subject for the top level, and says so.
    private static RegistryError? RefusalIfReadOnly(ScopeSettings state, OuterSettings outer) => outer.For(null, null).RefusalIfReadOnly(
        new SubjectName(state.Scope, ""), shownAs: state.Scope == SubjectName.DefaultContext ? "null" : null);
}
