using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>What deletions have in common (reference 7.3 and 7.4).</summary>
/// <param name="permanent">Whether the versions go for good or are only hidden.</param>
/// <param name="wholeSubject">
/// Whether all versions go together; then references among them are no hindrance. See <see cref="DeleteVersions"/>.
/// </param>
internal abstract class Deletion<TAnswer>(bool permanent, bool wholeSubject, Caller caller, IRegistryStore store)
    : Change<SubjectState, TAnswer>(caller)
{
    private SubjectState _state = null!;
    private DeleteVersions _command = null!;

    protected override ChangeKind Kind => IsPermanent ? ChangeKind.PermanentlyDeleted : ChangeKind.Deleted;

    protected bool IsPermanent { get; } = permanent;

    public override Task<CommitResult> Commit() => store.Commit(_command, CancellationToken.None);

    public override SubjectState Apply(CommitResult result) =>
        _state.WithDeleted(_command.Versions, IsPermanent, result.Revision);

    public override TAnswer Answer(CommitResult result) => Answer(_command.Versions);

    public override ValueTask<Outcome<TAnswer>?> Replay(SubjectState state, LoggedChange logged) =>
        ValueTask.FromResult<Outcome<TAnswer>?>(Answer(logged.ReadDeleted().All));

    public override RegistryError? RefusalOf(CommitResult result) => result.Status == CommitStatus.Referenced
        ? RegistryErrors.Referenced(_state.Name.ToString(), result.Offender!.Version)
        : null;

    /// <summary>What the caller is told of the versions that were deleted.</summary>
    protected abstract TAnswer Answer(ImmutableArray<int> versions);

    /// <summary>Decides that these versions go.</summary>
    /// <param name="origin">Another than the request's own for a step that is not the last.</param>
    /// <param name="earlier">What the steps before it have deleted.</param>
    protected void Plan(
        SubjectState state, OuterSettings outer, ImmutableArray<int> versions, CommitOrigin? origin = null, ImmutableArray<int>? earlier = null)
    {
        _state = state;
        _command = new DeleteVersions(
            state.Name, state.Revision, versions, IsPermanent, wholeSubject, outer.Revisions, origin ?? Origin, earlier);
    }

    /// <summary>The error when something refers to one of the versions, so that they cannot go for good; else null.</summary>
    protected async ValueTask<RegistryError?> RefusalIfReferenced(
        SubjectState state, ImmutableArray<int> versions, CancellationToken cancellationToken) =>
        await store.FindReferred(state.Name, versions, byOthersAlone: wholeSubject, cancellationToken) is { } referred
            ? RegistryErrors.Referenced(state.Name.ToString(), referred)
            : null;
}
