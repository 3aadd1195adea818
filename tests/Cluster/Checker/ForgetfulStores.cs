using System.Collections.Concurrent;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Subjects;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>Stores with one safeguard missing.</summary>
internal static class ForgetfulStores
{
    /// <summary>Says of a subject once loaded that it is at the revision it was last seen at by this process.</summary>
    internal sealed class NeverReloading(IRegistryStore inner) : ForwardingStore(inner)
    {
        private readonly ConcurrentDictionary<SubjectName, long> _seen = new();

        public override async Task<SubjectSnapshot> LoadSubject(SubjectName subject, CancellationToken cancellationToken)
        {
            var snapshot = await base.LoadSubject(subject, cancellationToken);
            _seen[subject] = snapshot.Revision;
            return snapshot;
        }

        public override Task<long> ReadRevision(SubjectName subject, CancellationToken cancellationToken) =>
            _seen.TryGetValue(subject, out var revision) ? Task.FromResult(revision) : base.ReadRevision(subject, cancellationToken);

        public override Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken) =>
            Note(change.Subject, base.Commit(change, cancellationToken));

        public override Task<CommitResult> Commit(DeleteVersions change, CancellationToken cancellationToken) =>
            Note(change.Subject, base.Commit(change, cancellationToken));

        public override Task<CommitResult> Commit(ReplaceSubjectSettings change, CancellationToken cancellationToken) =>
            Note(change.Subject, base.Commit(change, cancellationToken));

        private async Task<CommitResult> Note(SubjectName subject, Task<CommitResult> committing)
        {
            var result = await committing;
            if (result.Status == CommitStatus.Committed)
            {
                _seen[subject] = result.Revision;
            }

            return result;
        }
    }

    /// <summary>Knows a registration by its id alone.</summary>
    internal sealed class TyingNoRegistration(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken) =>
            Inner.Commit(change with { Origin = change.Origin with { Asked = null } }, cancellationToken);
    }

    /// <summary>The same of deletions and of what takes them back.</summary>
    internal sealed class TyingNoDeletion(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override Task<CommitResult> Commit(DeleteVersions change, CancellationToken cancellationToken) =>
            Inner.Commit(change with { Origin = change.Origin with { Asked = null } }, cancellationToken);

        public override Task<CommitResult> Commit(RestoreVersions change, CancellationToken cancellationToken) =>
            Inner.Commit(change with { Origin = change.Origin with { Asked = null } }, cancellationToken);
    }

    /// <summary>Reads no further in the log than it understands.</summary>
    internal sealed class StoppingAtUnknown(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override async Task<ChangePage> ReadChanges(long after, int limit, ChangeFilter filter, CancellationToken cancellationToken)
        {
            var page = await base.ReadChanges(after, limit, filter, cancellationToken);
            return page.Changes.All(change => Enum.IsDefined(change.Change.Kind)) ? page : throw new InvalidDataException("unknown kind");
        }
    }

    /// <summary>Commits a schema without holding on to what it refers to.</summary>
    internal sealed class WithoutReferences(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken) =>
            Inner.Commit(change with { References = [] }, cancellationToken);
    }
}
