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
        ValueTask.FromResult<Outcome<TAnswer>?>(Answer(logged.ReadDeleted().Versions));

    public override RegistryError? RefusalOf(CommitResult result) => result.Status == CommitStatus.Referenced
        ? RegistryErrors.Referenced(_state.Name.ToString(), result.Offender!.Version)
        : null;

    /// <summary>What the caller is told of the versions that were deleted.</summary>
    protected abstract TAnswer Answer(ImmutableArray<int> versions);

    /// <summary>
    /// Decides that these versions go, unless something is to be deleted for good that is still shown. That such a version is
    /// referred to is told rather than that it is not hidden yet, so references are looked for first.
    /// </summary>
    protected async ValueTask<Outcome<TAnswer>?> Plan(
        SubjectState state, OuterSettings outer, ImmutableArray<int> versions, RegistryError? notHidden, CancellationToken cancellationToken)
    {
        _state = state;
        _command = new DeleteVersions(state.Name, state.Revision, versions, IsPermanent, wholeSubject, outer.Revisions, Origin);
        if (notHidden is null)
        {
            return null;
        }

        return await FindReference(cancellationToken) ?? notHidden;
    }

    private async Task<RegistryError?> FindReference(CancellationToken cancellationToken)
    {
        var subject = _state.Name.ToString();
        foreach (var version in _command.Versions)
        {
            await foreach (var referrer in store.ListReferrers(_state.Name, version, cancellationToken))
            {
                if (!wholeSubject || referrer.Subject != subject)
                {
                    return RegistryErrors.Referenced(subject, version);
                }
            }
        }

        return null;
    }
}
