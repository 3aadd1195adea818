using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Storage.Settings;
using SchemaRegistry.Storage.Subjects;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Support;

/// <summary>Passes everything on to another store; what a test wants to go wrong it overrides.</summary>
public abstract class ForwardingStore(IRegistryStore inner) : IRegistryStore
{
    protected IRegistryStore Inner { get; } = inner;

    public virtual Task NextCommit => Inner.NextCommit;

    public virtual Task Migrate(CancellationToken cancellationToken) => Inner.Migrate(cancellationToken);

    public virtual Task<bool> IsMigrated(CancellationToken cancellationToken) => Inner.IsMigrated(cancellationToken);

    public virtual Task Settle(CancellationToken cancellationToken) => Inner.Settle(cancellationToken);

    public virtual Task Ping(CancellationToken cancellationToken) => Inner.Ping(cancellationToken);

    public virtual Task<SubjectSnapshot> LoadSubject(SubjectName subject, CancellationToken cancellationToken) =>
        Inner.LoadSubject(subject, cancellationToken);

    public virtual Task<long> ReadRevision(SubjectName subject, CancellationToken cancellationToken) =>
        Inner.ReadRevision(subject, cancellationToken);

    public virtual Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken) =>
        Inner.Commit(change, cancellationToken);

    public virtual Task<CommitResult> Commit(DeleteVersions change, CancellationToken cancellationToken) =>
        Inner.Commit(change, cancellationToken);

    public virtual Task<CommitResult> Commit(RestoreVersions change, CancellationToken cancellationToken) =>
        Inner.Commit(change, cancellationToken);

    public virtual Task<CommitResult> Commit(ReplaceSubjectSettings change, CancellationToken cancellationToken) =>
        Inner.Commit(change, cancellationToken);

    public virtual Task<CommitResult> Commit(ReplaceScopeSettings change, CancellationToken cancellationToken) =>
        Inner.Commit(change, cancellationToken);

    public virtual Task<CommitResult> Commit(DeleteContext change, CancellationToken cancellationToken) =>
        Inner.Commit(change, cancellationToken);

    public virtual Task<SubjectSchema?> FindVersion(SubjectName subject, int version, CancellationToken cancellationToken) =>
        Inner.FindVersion(subject, version, cancellationToken);

    public virtual Task<ImmutableArray<ContentHash?>> FindHashes(ImmutableArray<SubjectVersion> versions, CancellationToken cancellationToken) =>
        Inner.FindHashes(versions, cancellationToken);

    public virtual Task<int?> FindReferred(
        SubjectName subject, ImmutableArray<int> versions, bool byOthersAlone, CancellationToken cancellationToken) =>
        Inner.FindReferred(subject, versions, byOthersAlone, cancellationToken);

    public virtual Task<RequestPast> FindRequest(Guid requestId, CancellationToken cancellationToken) =>
        Inner.FindRequest(requestId, cancellationToken);

    public virtual Task RefuseRequest(Guid requestId, CancellationToken cancellationToken) =>
        Inner.RefuseRequest(requestId, cancellationToken);

    public virtual Task<StoredSchema?> FindSchema(string context, int id, CancellationToken cancellationToken) =>
        Inner.FindSchema(context, id, cancellationToken);

    public virtual Task<IReadOnlyDictionary<int, SchemaContent>> LoadContents(
        string context, IReadOnlyCollection<int> ids, CancellationToken cancellationToken) =>
        Inner.LoadContents(context, ids, cancellationToken);

    public virtual Task<long?> ReadGeneration(string context, CancellationToken cancellationToken) =>
        Inner.ReadGeneration(context, cancellationToken);

    public virtual Task<int?> FindId(string context, ContentHash hash, CancellationToken cancellationToken) =>
        Inner.FindId(context, hash, cancellationToken);

    public virtual Task<int[]> TakeIds(string context, int count, CancellationToken cancellationToken) =>
        Inner.TakeIds(context, count, cancellationToken);

    public virtual Task<ContentId> FindOrTakeId(string context, ContentHash hash, CancellationToken cancellationToken) =>
        Inner.FindOrTakeId(context, hash, cancellationToken);

    public virtual Task<int> MaxId(string context, CancellationToken cancellationToken) => Inner.MaxId(context, cancellationToken);

    public virtual Task<IReadOnlyList<SchemaId>> FindIds(Guid guid, CancellationToken cancellationToken) =>
        Inner.FindIds(guid, cancellationToken);

    public virtual Task<ScopeSettings> LoadScope(string scope, CancellationToken cancellationToken) =>
        Inner.LoadScope(scope, cancellationToken);

    public virtual IAsyncEnumerable<ListedSubject> ListSubjects(ListFilter filter, CancellationToken cancellationToken) =>
        Inner.ListSubjects(filter, cancellationToken);

    public virtual IAsyncEnumerable<SubjectSchema> ListVersions(ListFilter filter, CancellationToken cancellationToken) =>
        Inner.ListVersions(filter, cancellationToken);

    public virtual IAsyncEnumerable<string> ListContexts(string prefix, CancellationToken cancellationToken, string? after = null) =>
        Inner.ListContexts(prefix, cancellationToken, after);

    public virtual IAsyncEnumerable<Referrer> ListReferrers(
        SubjectName subject, int version, CancellationToken cancellationToken) =>
        Inner.ListReferrers(subject, version, cancellationToken);

    public virtual Task<IReadOnlyList<string>> FindContexts(string localName, CancellationToken cancellationToken) =>
        Inner.FindContexts(localName, cancellationToken);

    public virtual Task<string?> FindContextOfVersion(
        string localName, int version, bool includeDeleted, CancellationToken cancellationToken) =>
        Inner.FindContextOfVersion(localName, version, includeDeleted, cancellationToken);

    public virtual Task<string?> FindContextOfId(string localName, int id, CancellationToken cancellationToken) =>
        Inner.FindContextOfId(localName, id, cancellationToken);

    public virtual IAsyncEnumerable<SubjectName> ListModes(string context, CancellationToken cancellationToken) =>
        Inner.ListModes(context, cancellationToken);

    public virtual IAsyncEnumerable<SubjectAlias> ListAliases(CancellationToken cancellationToken) =>
        Inner.ListAliases(cancellationToken);

    public virtual Task<LogPosition> ReadPosition(CancellationToken cancellationToken) => Inner.ReadPosition(cancellationToken);

    public virtual Task<ChangePage> ReadChanges(
        long after, int limit, ChangeFilter filter, CancellationToken cancellationToken) =>
        Inner.ReadChanges(after, limit, filter, cancellationToken);

    public virtual Task<LogLag> ReadLag(CancellationToken cancellationToken) => Inner.ReadLag(cancellationToken);

    public virtual Task<IChangeSequencer> OpenSequencer(CancellationToken cancellationToken) => Inner.OpenSequencer(cancellationToken);

    public virtual IAsyncEnumerable<long> Listen(CancellationToken cancellationToken) => Inner.Listen(cancellationToken);

    public virtual Task<int> PruneChanges(long before, int limit, CancellationToken cancellationToken) =>
        Inner.PruneChanges(before, limit, cancellationToken);

    public virtual Task<int> PruneRequests(long before, int limit, CancellationToken cancellationToken) =>
        Inner.PruneRequests(before, limit, cancellationToken);

    public virtual Task<ImmutableArray<Webhook>> ListWebhooks(CancellationToken cancellationToken) => Inner.ListWebhooks(cancellationToken);

    public virtual Task<Webhook?> FindWebhook(Guid id, CancellationToken cancellationToken) => Inner.FindWebhook(id, cancellationToken);

    public virtual Task<bool> AddWebhook(Webhook webhook, int most, CancellationToken cancellationToken) =>
        Inner.AddWebhook(webhook, most, cancellationToken);

    public virtual Task<bool> ReplaceWebhook(Webhook webhook, bool moves, CancellationToken cancellationToken) =>
        Inner.ReplaceWebhook(webhook, moves, cancellationToken);

    public virtual Task<bool> RemoveWebhook(Guid id, CancellationToken cancellationToken) => Inner.RemoveWebhook(id, cancellationToken);

    public virtual Task<bool> KeepDelivery(WebhookStep step, CancellationToken cancellationToken) =>
        Inner.KeepDelivery(step, cancellationToken);

    public virtual Task<int> CountDeadLetters(Guid webhook, CancellationToken cancellationToken) =>
        Inner.CountDeadLetters(webhook, cancellationToken);

    public virtual Task<ImmutableArray<DeadLetter>> ListDeadLetters(
        Guid webhook, long after, int limit, CancellationToken cancellationToken) =>
        Inner.ListDeadLetters(webhook, after, limit, cancellationToken);

    public virtual Task<DeadLetter?> FindDeadLetter(Guid webhook, long number, CancellationToken cancellationToken) =>
        Inner.FindDeadLetter(webhook, number, cancellationToken);

    public virtual Task<DeadLetter?> FindQueuedLetter(Guid webhook, CancellationToken cancellationToken) =>
        Inner.FindQueuedLetter(webhook, cancellationToken);

    public virtual Task<int> QueueDeadLetters(Guid webhook, long? number, CancellationToken cancellationToken) =>
        Inner.QueueDeadLetters(webhook, number, cancellationToken);

    public virtual Task KeepLetterFailure(Guid webhook, long revision, long number, string error, CancellationToken cancellationToken) =>
        Inner.KeepLetterFailure(webhook, revision, number, error, cancellationToken);

    public virtual Task<int> RemoveDeadLetters(Guid webhook, long? number, CancellationToken cancellationToken) =>
        Inner.RemoveDeadLetters(webhook, number, cancellationToken);

    public virtual Task<IDeliveryTurn> OpenDeliveryTurn(CancellationToken cancellationToken) => Inner.OpenDeliveryTurn(cancellationToken);
}
