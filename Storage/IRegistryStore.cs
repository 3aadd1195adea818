using SchemaRegistry.Model;

namespace SchemaRegistry.Storage;

/// <summary>
/// The durable truth of a registry. Everything a grain answers from memory was read here first, and every change is
/// acknowledged only after it is durable here.
/// </summary>
/// <remarks>
/// <para>Each change is one statement, one round trip: it is committed whole or not at all, and says which.</para>
/// <para>Faults: <see cref="StoreUnavailableException"/> when the store could not be reached and nothing was changed;
/// <see cref="CommitOutcomeUnknownException"/> when the connection broke while a change was being committed.</para>
/// </remarks>
public interface IRegistryStore : ISubjectStore, ISchemaStore, ISettingsStore, ICatalog, IChangeLog, IWebhookStore
{
    /// <summary>Brings the tables up to date, under a lock, so that several processes may start at once.</summary>
    Task Migrate(CancellationToken cancellationToken);

    /// <summary>Whether the tables are as new as this build wants them; newer ones are no hindrance.</summary>
    Task<bool> IsMigrated(CancellationToken cancellationToken);

    /// <summary>Returns when the store has answered once.</summary>
    Task Ping(CancellationToken cancellationToken);
}

/// <summary>The version history of one subject at a time.</summary>
public interface ISubjectStore
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

    Task<CommitResult> Commit(RegisterVersion change, CancellationToken cancellationToken);

    Task<CommitResult> Commit(DeleteVersions change, CancellationToken cancellationToken);

    Task<CommitResult> Commit(RestoreVersions change, CancellationToken cancellationToken);

    Task<CommitResult> Commit(ChangeSubjectSettings change, CancellationToken cancellationToken);

    /// <summary>The log entry a request left behind, or null: what a retry and an unknown outcome are settled by.</summary>
    Task<LoggedChange?> FindChange(Guid requestId, CancellationToken cancellationToken);
}

/// <summary>Schemas by id, by content and by GUID.</summary>
public interface ISchemaStore
{
    /// <summary>The schema behind an id with its uses, or null when the id was never given out or is permanently deleted.</summary>
    Task<StoredSchema?> FindSchema(string context, int id, CancellationToken cancellationToken);

    /// <summary>
    /// A number that ascends with every change or removal of a version in a context, whether soft or permanent; new versions
    /// leave it. What a cache kept under another number may be out of date. Null for a context that is not there.
    /// </summary>
    Task<long?> ReadGeneration(string context, CancellationToken cancellationToken);

    /// <summary>Several contents of one context at once; ids that are not there are left out.</summary>
    Task<IReadOnlyDictionary<int, SchemaContent>> LoadContents(
        string context, IReadOnlyCollection<int> ids, CancellationToken cancellationToken);

    /// <summary>The id that this content has in a context, or null.</summary>
    Task<int?> FindId(string context, ContentHash hash, CancellationToken cancellationToken);

    /// <summary>
    /// Takes <paramref name="count"/> new ids, ascending, in a short transaction of its own. Ids that are then not used are
    /// gaps. Creates the counter of a context that has none, which does not yet make the context visible.
    /// </summary>
    Task<int[]> TakeIds(string context, int count, CancellationToken cancellationToken);

    /// <summary>
    /// The id that this content has in a context, else a new one, which is taken as by <see cref="TakeIds"/>.
    /// </summary>
    Task<ContentId> FindOrTakeId(string context, ContentHash hash, CancellationToken cancellationToken);

    /// <summary>The highest id ever used in a context, 0 when there is none.</summary>
    Task<int> MaxId(string context, CancellationToken cancellationToken);

    /// <summary>Every (context, id) whose content has this GUID, ordered by context and id.</summary>
    Task<IReadOnlyList<SchemaId>> FindIds(Guid guid, CancellationToken cancellationToken);
}

/// <summary>Configuration and mode of contexts and of the scope above them.</summary>
public interface ISettingsStore
{
    /// <summary>
    /// Settings of a context, or of <see cref="SubjectName.GlobalContext"/>. A scope that was never set has revision 0.
    /// </summary>
    Task<ScopeSettings> LoadScope(string scope, CancellationToken cancellationToken);

    Task<CommitResult> Commit(ChangeScopeSettings change, CancellationToken cancellationToken);

    /// <summary>
    /// Removes an empty context. <see cref="CommitStatus.NotEmpty"/> when a subject with versions, deleted or not, remains.
    /// A context that does not exist is removed already.
    /// </summary>
    Task<CommitResult> Commit(DeleteContext change, CancellationToken cancellationToken);
}

/// <summary>
/// Lists across subjects. Each streams in keyset pages in a stable order by the ordinal of the qualified name; none counts.
/// </summary>
public interface ICatalog
{
    IAsyncEnumerable<ListedSubject> ListSubjects(ListFilter filter, CancellationToken cancellationToken);

    /// <summary>Versions with their content, ordered by qualified subject, then version.</summary>
    IAsyncEnumerable<SubjectSchema> ListVersions(ListFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// Names of contexts that had a registration and start with a prefix, ascending, from behind one of them on; the default
    /// one always exists.
    /// </summary>
    IAsyncEnumerable<string> ListContexts(string prefix, CancellationToken cancellationToken, string? after = null);

    /// <summary>The versions that refer to one, ordered by context and id.</summary>
    IAsyncEnumerable<Referrer> ListReferrers(SubjectName subject, int version, CancellationToken cancellationToken);

    /// <summary>The contexts that hold a subject of this local name with at least one version, ascending.</summary>
    Task<IReadOnlyList<string>> FindContexts(string localName, CancellationToken cancellationToken);

    /// <summary>The subjects of a context that have a mode of their own, with versions or without.</summary>
    IAsyncEnumerable<SubjectName> ListModes(string context, CancellationToken cancellationToken);

    /// <summary>The subjects whose configuration makes them an alias of another.</summary>
    IAsyncEnumerable<SubjectAlias> ListAliases(CancellationToken cancellationToken);
}
