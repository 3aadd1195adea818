using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// Decides whether a soft-deleted version is shown again under its number. It is not compared with the others: it was, when it
/// was registered.
/// </summary>
internal sealed class Restoration(Content.SchemaLibrary library, IRegistryStore store)
{
    public async Task<Decision<SubjectSchema>> Decide(
        SubjectState state, OuterSettings outer, int version, Caller caller, CancellationToken cancellationToken)
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

        if (outer.For(state.Config, state.Mode).IsReadOnly)
        {
            return RegistryErrors.ReadOnlyMode(subject, state.Name.ContextText());
        }

        var content = await library.Content(state.Name.Context, row.Id, cancellationToken);
        var change = new RestoreVersions(
            state.Name, state.Revision, [version], outer.Revisions, new ChangeOrigin(caller.Actor, caller.RequestId));
        return new Proposal<SubjectSchema>(
            token => store.Commit(change, token),
            result => state.With(row with { Deleted = false }, result.Revision),
            _ => new SubjectSchema(subject, version, row.Id, SchemaGuid.Of(content), content, row.CreatedAt, false),
            _ => null);
    }
}
