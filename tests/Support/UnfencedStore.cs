using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Support;

/// <summary>
/// A store without its fence: a change is committed on whatever revision the subject has, and a registration overwrites the
/// version another one has just made. A test of the fence has to fail on it.
/// </summary>
public sealed class UnfencedStore(IRegistryStore inner) : ForwardingStore(inner)
{
    public override async Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var present = await Inner.LoadSubject(change.Subject, cancellationToken);
            var overwrites = present.Versions.Any(row => row.Version == change.Version);
            var result = await Inner.Commit(
                change with
                {
                    ExpectedRevision = present.Revision,
                    IdSource = overwrites ? IdSource.Imported : change.IdSource,
                },
                cancellationToken);
            if (result.Status != CommitStatus.Stale)
            {
                return result;
            }
        }
    }

    public override async Task<CommitResult> Commit(DeleteVersions change, CancellationToken cancellationToken) =>
        await Inner.Commit(
            change with { ExpectedRevision = await Inner.ReadRevision(change.Subject, cancellationToken) }, cancellationToken);

    public override async Task<CommitResult> Commit(ReplaceSubjectSettings change, CancellationToken cancellationToken) =>
        await Inner.Commit(
            change with { ExpectedRevision = await Inner.ReadRevision(change.Subject, cancellationToken) }, cancellationToken);
}
