using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Contents;

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
