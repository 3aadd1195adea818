using SchemaRegistry.Model;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Catalog;

/// <summary>A version in a list before its content is loaded.</summary>
/// <param name="ContextId">The store's number of the context, which with the id is the key of the content.</param>
/// <param name="ContentBytes">How large the content is, with its references, metadata and rules.</param>
internal sealed record ListedVersion(SubjectName Subject, VersionRow Row, Guid Guid, int ContextId, long ContentBytes)
{
    public (int ContextId, int Id) ContentKey => (ContextId, Row.Id);

    public SubjectSchema With(SchemaContent content) => 
        new(Subject.ToString(), Row.Version, Row.Id, Guid, content, Row.CreatedAt, Row.Deleted);

    /// <summary>
    /// Cuts a page into runs whose distinct contents fit into <see cref="PageSize.ContentBytes"/> together, so that a page of
    /// large schemas does not fill the memory and many versions of one schema hold its text once.
    /// </summary>
    public static IEnumerable<List<ListedVersion>> Batches(List<ListedVersion> page)
    {
        var batch = new List<ListedVersion>();
        var contents = new HashSet<(int, int)>();
        var bytes = 0L;
        foreach (var version in page)
        {
            if (contents.Add(version.ContentKey))
            {
                bytes += version.ContentBytes;
            }

            if (bytes > PageSize.ContentBytes && batch.Count > 0)
            {
                yield return batch;
                batch = [];
                contents = [version.ContentKey];
                bytes = version.ContentBytes;
            }

            batch.Add(version);
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
