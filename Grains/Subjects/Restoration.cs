using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// Shows a soft-deleted version again under its number, and answers with it. It is not compared with the others: it was, when
/// it was registered.
/// </summary>
internal sealed class Restoration(int version, Caller caller, SubjectServices services) : Change<SubjectState, SubjectSchema>(caller)
{
    private SubjectState _state = null!;
    private VersionRow _shown = null!;
    private SubjectSchema _answer = null!;
    private RestoreVersions _command = null!;

    protected override ChangeKind Kind => ChangeKind.Restored;

    protected override ContentHash? Asked => RequestContent.OfRestoration(version);

    public override async ValueTask<Outcome<SubjectSchema>?> Decide(
        SubjectState state, OuterSettings outer, CancellationToken cancellationToken)
    {
        var subject = state.Name.ToString();
        if (state.Find(version) is not { } row)
        {
            return state.Versions.IsEmpty ? RegistryErrors.SubjectNotFound(subject) : RegistryErrors.VersionNotFound(version);
        }

        if (!row.Deleted)
        {
            return RegistryErrors.VersionNotDeleted(subject, version);
        }

        if (state.Under(outer).RefusalIfReadOnly(state.Name) is { } refusal)
        {
            return refusal;
        }

        var content = await services.Library.Content(state.Name.Context, row, cancellationToken);
        (_state, _shown) = (state, row with { Deleted = false });
        _answer = new SubjectSchema(subject, version, row.Id, SchemaGuid.Of(content), content, row.CreatedAt, Deleted: false);
        _command = new RestoreVersions(state.Name, state.Revision, [version], outer.Revisions, Origin);
        return null;
    }

    public override Task<CommitResult> Commit() => services.Store.Commit(_command, CancellationToken.None);

    public override SubjectState Apply(CommitResult result) => _state.With(_shown, result.Revision);

    public override SubjectSchema Answer(CommitResult result) => _answer;

    public override async ValueTask<Outcome<SubjectSchema>?> Replay(SubjectState state, LoggedChange logged) =>
        await services.Versions.Get(state, version, includeDeleted: false, CancellationToken.None);
}
