using System.Collections.Immutable;
using Orleans.CodeGeneration;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>
/// Reads that no single subject owns: ids, GUIDs, lists. Local to each silo. Lists come in pages, so that nothing is held
/// for a slow reader and a page can be asked for again at another silo.
/// </summary>
[Alias("sr.reader"), Version(3)]
public interface IReaderGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Null when the id was never given out or is permanently deleted. May come from a cache: what changed within the last
    /// second may be missing from it, and uses that are newer.
    /// </summary>
    [Alias("find-schema")]
    Task<SchemaById?> FindSchema(string context, int id, CancellationToken cancellationToken);

    /// <summary>The same as it is in the store now.</summary>
    [Alias("find-schema-fresh")]
    Task<SchemaById?> FindSchemaFresh(string context, int id, CancellationToken cancellationToken);

    [Alias("max-id")]
    Task<int> MaxId(string context, CancellationToken cancellationToken);

    /// <summary>Every (context, id) that carries this GUID, ordered by context and id.</summary>
    [Alias("find-ids")]
    Task<ImmutableArray<SchemaId>> FindIds(Guid guid, CancellationToken cancellationToken);

    [Alias("list-subjects")]
    Task<Page<ListedSubject>> ListSubjects(ListRequest request, CancellationToken cancellationToken);

    [Alias("list-schemas")]
    Task<Page<SubjectSchema>> ListSchemas(ListRequest request, CancellationToken cancellationToken);

    [Alias("list-contexts")]
    Task<Page<string>> ListContexts(string prefix, string? after, int limit, CancellationToken cancellationToken);

    [Alias("list-referrers")]
    Task<ImmutableArray<Referrer>> ListReferrers(string subject, int version, CancellationToken cancellationToken);

    /// <summary>The contexts that hold a subject of this local name, ascending.</summary>
    [Alias("find-contexts")]
    Task<ImmutableArray<string>> FindContexts(string localName, CancellationToken cancellationToken);

    /// <summary>
    /// The first context but the default one whose subject of this local name has a version: by number, soft-deleted ones only when
    /// they are to be included, or any undeleted one by −1. Null when there is none.
    /// </summary>
    [Alias("find-context-of-version")]
    Task<string?> FindContextOfVersion(string localName, int version, bool includeDeleted, CancellationToken cancellationToken);

    /// <summary>The first context but the default one whose subject of this local name uses an id, deleted or not; null when there is none.</summary>
    [Alias("find-context-of-id")]
    Task<string?> FindContextOfId(string localName, int id, CancellationToken cancellationToken);

    /// <summary>Every subject that stands for another.</summary>
    [Alias("list-aliases")]
    Task<ImmutableArray<SubjectAlias>> ListAliases(CancellationToken cancellationToken);

    /// <summary>The records and fields of a schema that bear one of the tags; all that bear any for <c>*</c>.</summary>
    [Alias("find-tags")]
    Task<ImmutableArray<EntityTags>> FindTags(
        string context, int id, ImmutableArray<string> tags, CancellationToken cancellationToken);

    /// <summary>The text of a schema in one of the forms of the <c>format</c> parameter (reference 10.4).</summary>
    [Alias("format")]
    Task<string> Format(string context, int id, string format, CancellationToken cancellationToken);
}
