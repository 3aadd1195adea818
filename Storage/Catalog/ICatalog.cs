using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Catalog;

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

    /// <summary>
    /// The first context but the default one whose subject of this local name has a version: by number, soft-deleted ones only when
    /// they are to be included, or any undeleted one by −1. Null when there is none.
    /// </summary>
    Task<string?> FindContextOfVersion(string localName, int version, bool includeDeleted, CancellationToken cancellationToken);

    /// <summary>The first context but the default one whose subject of this local name uses an id; null when there is none.</summary>
    Task<string?> FindContextOfId(string localName, int id, CancellationToken cancellationToken);

    /// <summary>The subjects of a context that have a mode of their own, with versions or without.</summary>
    IAsyncEnumerable<SubjectName> ListModes(string context, CancellationToken cancellationToken);

    /// <summary>The subjects whose configuration makes them an alias of another.</summary>
    IAsyncEnumerable<SubjectAlias> ListAliases(CancellationToken cancellationToken);
}
