using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>What changes of a subject's own configuration and mode have in common (reference 8.1 and 9).</summary>
internal abstract class SettingsChange<TAnswer>(SettingsPart part, Caller caller, ISubjectStore store)
    : Change<SubjectState, TAnswer>(caller)
{
    private ReplaceSubjectSettings _command = null!;

    /// <summary>The state that was decided on.</summary>
    protected SubjectState Before { get; private set; } = null!;

    /// <summary>The state that is wanted, but for its revision.</summary>
    protected SubjectState After { get; private set; } = null!;

    public sealed override ValueTask<Outcome<TAnswer>?> Decide(
        SubjectState state, OuterSettings outer, CancellationToken cancellationToken)
    {
        if (Refusal(state, state.Under(outer)) is { } refusal)
        {
            return ValueTask.FromResult<Outcome<TAnswer>?>(refusal);
        }

        (Before, After) = (state, Next(state));
        _command = new ReplaceSubjectSettings(
            state.Name, state.Revision, After.Config, After.Mode, outer.Revisions, Origin, part, Removed);
        return ValueTask.FromResult<Outcome<TAnswer>?>(null);
    }

    public sealed override Task<CommitResult> Commit() => store.Commit(_command, CancellationToken.None);

    public sealed override SubjectState Apply(CommitResult result) => After with { Revision = result.Revision };

    public sealed override ValueTask<Outcome<TAnswer>?> Replay(SubjectState state, LoggedChange logged) =>
        ValueTask.FromResult<Outcome<TAnswer>?>(Replay(logged.ReadSettings()));

    /// <summary>For the log, what a removal takes away.</summary>
    protected virtual RemovedSettings? Removed => null;

    protected abstract RegistryError? Refusal(SubjectState state, EffectiveSettings settings);

    protected abstract SubjectState Next(SubjectState state);

    protected abstract TAnswer Replay(SettingsPayload logged);
}
