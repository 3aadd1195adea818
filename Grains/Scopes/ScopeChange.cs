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

    protected sealed override ChangeKind Kind => ChangeKind.ScopeSettingsChanged;

    public override ValueTask<Outcome<TAnswer>?> Decide(ScopeSettings state, OuterSettings outer, CancellationToken cancellationToken)
    {
        var readOnly = part == SettingsPart.Config ? RefusalIfReadOnly(state.Scope, outer) : null;
        if ((Refusal(state) ?? readOnly) is { } refusal)
        {
            return ValueTask.FromResult<Outcome<TAnswer>?>(refusal);
        }

        var next = Next(state);
        var removed = new RemovedSettings(
            part == SettingsPart.Config && next.Config is null ? state.Config : null,
            part == SettingsPart.Mode && next.Mode is null ? state.Mode : null);
        _command = new ReplaceScopeSettings(state.Scope, state.Revision, next.Config, next.Mode, Origin, part, removed);
        return ValueTask.FromResult<Outcome<TAnswer>?>(null);
    }

    public sealed override Task<CommitResult> Commit() => store.Commit(_command, CancellationToken.None);

    public sealed override TAnswer Answer(CommitResult result) =>
        Answer(new SettingsPayload(_command.Config, _command.Mode, part, _command.Removed));

    public sealed override ValueTask<Outcome<TAnswer>?> Replay(ScopeSettings state, LoggedChange logged) =>
        ValueTask.FromResult<Outcome<TAnswer>?>(Answer(logged.ReadSettings()));

    /// <summary>The error of what is wanted, whatever the mode.</summary>
    protected virtual RegistryError? Refusal(ScopeSettings state) => null;

    /// <summary>The settings that are wanted, but for their revision.</summary>
    protected abstract ScopeSettings Next(ScopeSettings state);

    /// <summary>What the caller is told, from what is in the log or will be.</summary>
    protected abstract TAnswer Answer(SettingsPayload logged);

    // The protocol has no subject for the top level, and says so.
    private static RegistryError? RefusalIfReadOnly(string scope, OuterSettings outer) => outer.For(null, null).RefusalIfReadOnly(
        new SubjectName(scope, ""), shownAs: scope == SubjectName.DefaultContext ? "null" : null);
}
