using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// An edit of tags that cannot be made any more, as the version to begin with has gone. Where it was made before, it is answered as it
/// was then.
/// </summary>
/// <param name="edit">What was asked for.</param>
/// <param name="refusal">The answer where it was not made.</param>
/// <param name="library">Shows the version that was registered.</param>
internal sealed class EditedBefore(TagRequest edit, RegistryError refusal, SchemaLibrary library)
    : Change<SubjectState, SubjectSchema>(edit.Caller)
{
    protected override ChangeKind Kind => ChangeKind.Registered;

    protected override ContentHash? Asked => RequestContent.Of(edit);

    public override ValueTask<Outcome<SubjectSchema>?> Decide(
        SubjectState state, OuterSettings outer, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<SubjectSchema>?>(refusal);

    public override Task<CommitResult> Commit() => throw new InvalidOperationException("There is nothing to commit");

    public override SubjectSchema Answer(CommitResult result) => throw new InvalidOperationException("Nothing was committed");

    public override ValueTask<Outcome<SubjectSchema>?> Replay(SubjectState state, LoggedChange logged) =>
        Registration.Registered(state, logged, library);
}
