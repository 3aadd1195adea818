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
    private SubjectState _after = null!;
    private ReplaceSubjectSettings _command = null!;

    protected sealed override ChangeKind Kind => ChangeKind.SubjectSettingsChanged;

    public sealed override ValueTask<Outcome<TAnswer>?> Decide(
        SubjectState state, OuterSettings outer, CancellationToken cancellationToken)
    {
        if (Refusal(state, state.Under(outer)) is { } refusal)
        {
            return ValueTask.FromResult<Outcome<TAnswer>?>(refusal);
        }

        _after = Next(state);
        _command = new ReplaceSubjectSettings(
            state.Name, state.Revision, _after.Config, _after.Mode, outer.Revisions, Origin, part, RemovedFrom(state));
        return ValueTask.FromResult<Outcome<TAnswer>?>(null);
    }

    public sealed override Task<CommitResult> Commit() => store.Commit(_command, CancellationToken.None);

    public sealed override SubjectState Apply(CommitResult result) => _after with { Revision = result.Revision };

    public sealed override TAnswer Answer(CommitResult result) =>
        Answer(new SettingsPayload(_command.Config, _command.Mode, part, _command.Removed));

    public sealed override ValueTask<Outcome<TAnswer>?> Replay(SubjectState state, LoggedChange logged) =>
        ValueTask.FromResult<Outcome<TAnswer>?>(Answer(logged.ReadSettings()));

    protected abstract RegistryError? Refusal(SubjectState state, EffectiveSettings settings);

    /// <summary>The state that is wanted, but for its revision.</summary>
    protected abstract SubjectState Next(SubjectState state);

    /// <summary>What a removal takes away. The log keeps it, so that a retry is answered as the first try was.</summary>
    protected virtual RemovedSettings? RemovedFrom(SubjectState state) => null;

    /// <summary>What the caller is told, from what is in the log or will be.</summary>
    protected abstract TAnswer Answer(SettingsPayload logged);
}
