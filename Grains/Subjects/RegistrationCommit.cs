using System.Collections.Immutable;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Contents;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// Commits one registration under the id that it is to have (reference 6.1, steps 17 and 18). An id that was taken for it stays
/// with it when the commit misses and is made again, so that lost races leave few gaps.
/// </summary>
internal sealed class RegistrationCommit(IRegistryStore store)
{
    private int? _unusedId;

    /// <summary>Commits under the id that the client gave.</summary>
    public Task<CommitResult> UnderGivenId(SubjectState state, RegisterVersion command) =>
        store.Commit(command with { Removed = ReplacedBy(state, command.Version, command.Id) }, CancellationToken.None);

    /// <summary>Commits under the id that the content has in the context, else under a new one.</summary>
    public async Task<CommitResult> UnderOwnId(SubjectState state, RegisterVersion command)
    {
        var context = state.Name.Context;
        var (id, isNew) = _unusedId is { } unused
            ? new ContentId(unused, IsNew: true)
            : await store.FindOrTakeId(context, command.Hash, CancellationToken.None);
        while (true)
        {
            _unusedId = isNew ? id : _unusedId;
            var result = await store.Commit(
                command with
                {
                    Id = id,
                    IdSource = isNew ? IdSource.New : IdSource.Known,
                    Removed = ReplacedBy(state, command.Version, id),
                },
                CancellationToken.None);
            switch (result.Status)
            {
                // Another subject has registered the same content since: its id is the one. Ours stays unused.
                case CommitStatus.ContentHasOtherId:
                    (id, isNew) = (result.Id, false);
                    continue;

                // A known id: its last use was deleted for good since. A taken one: an import has put other content under it.
                case CommitStatus.ContentGone:
                    _unusedId = isNew ? null : _unusedId;
                    (id, isNew) = (_unusedId ?? (await store.TakeIds(context, 1, CancellationToken.None))[0], true);
                    continue;

                default:
                    return result with { Id = id };
            }
        }
    }

    /// <summary>Older soft-deleted versions of the same id, which make room for a version (step 18).</summary>
    public static ImmutableArray<int> ReplacedBy(SubjectState state, int version, int id) =>
        [.. state.Versions.Where(row => row.Deleted && row.Id == id && row.Version < version).Select(row => row.Version)];
}
