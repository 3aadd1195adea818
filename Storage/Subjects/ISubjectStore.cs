using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Storage.Subjects;

/// <summary>The version history of one subject at a time.</summary>
public interface ISubjectStore : IDurability
{
    /// <summary>All that a subject's grain keeps in memory, in one query. A subject without a row has revision 0.</summary>
    Task<SubjectSnapshot> LoadSubject(SubjectName subject, CancellationToken cancellationToken);

    /// <summary>The present revision alone; 0 when there is no row.</summary>
    Task<long> ReadRevision(SubjectName subject, CancellationToken cancellationToken);

    /// <summary>
    /// One version with its content, by number or the latest undeleted one by −1; soft-deleted ones are found by number.
    /// Null when there is none.
    /// </summary>
    Task<SubjectSchema?> FindVersion(SubjectName subject, int version, CancellationToken cancellationToken);

    /// <summary>The identities of what some versions hold now, in the order given; null for one that is not there.</summary>
    Task<ImmutableArray<ContentHash?>> FindHashes(ImmutableArray<SubjectVersion> versions, CancellationToken cancellationToken);

    Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken);

    Task<CommitResult> Commit(DeleteVersions change, CancellationToken cancellationToken);

    Task<CommitResult> Commit(RestoreVersions change, CancellationToken cancellationToken);

    Task<CommitResult> Commit(ReplaceSubjectSettings change, CancellationToken cancellationToken);

    /// <summary>The first of some versions of a subject that any version refers to, soft-deleted or not; null when there is none.</summary>
    /// <param name="byOthersAlone">Whether the subject's own versions do not count.</param>
    Task<int?> FindReferred(
        SubjectName subject, ImmutableArray<int> versions, bool byOthersAlone, CancellationToken cancellationToken);

    /// <summary>
    /// What a retry and an unknown outcome are settled by. A change that is found counts once <see cref="IDurability.Settle"/> has
    /// returned.
    /// </summary>
    Task<RequestPast> FindRequest(Guid requestId, CancellationToken cancellationToken);

    /// <summary>
    /// Sees to it that a change of this request which is under way anywhere is either made when this returns, and found, or never
    /// will be (<see cref="CommitStatus.RequestRefused"/>).
    /// </summary>
    Task RefuseRequest(Guid requestId, CancellationToken cancellationToken);
}
