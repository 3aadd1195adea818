using System.Runtime.CompilerServices;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public async IAsyncEnumerable<CatalogSubject> ListSubjects(
        CatalogFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var range in KeyRange.Of(filter))
        {
            var subjects = Pages.Items<CatalogSubject>(
                last => Read(db => CatalogPages.Subjects(db, range, filter, last)), cancellationToken);
            await foreach (var subject in subjects)
            {
                yield return subject;
            }
        }
    }

    public async IAsyncEnumerable<CatalogVersion> ListVersions(
        CatalogFilter filter, bool latestOnly, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var skip = filter.Skip;
        foreach (var range in KeyRange.Of(filter))
        {
            var pages = Pages.Of<ListedVersion>(
                last => Read(db => CatalogPages.Versions(db, range, filter, latestOnly, last)), cancellationToken);
            await foreach (var page in pages)
            {
                var skipped = Math.Min(skip, page.Count);
                skip -= skipped;
                foreach (var batch in ListedVersion.Batches(page[skipped..]))
                {
                    foreach (var version in await Read(db => CatalogPages.WithContents(db, batch)))
                    {
                        yield return version;
                    }
                }
            }
        }
    }

    public IAsyncEnumerable<string> ListContexts(string prefix, CancellationToken cancellationToken) =>
        Pages.Items<string>(last => Read(db => CatalogPages.Contexts(db, prefix, last)), cancellationToken);

    public IAsyncEnumerable<Referrer> ListReferrers(SubjectName subject, int version, CancellationToken cancellationToken) =>
        Pages.Items<Referrer>(last => Read(db => CatalogPages.Referrers(db, subject, version, last)), cancellationToken);

    public async IAsyncEnumerable<SubjectName> ListModes(
        string context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var range in KeyRange.Of(new CatalogFilter(context, "", DeletedFilter.Include)))
        {
            var subjects = Pages.Items<CatalogSubject>(last => Read(db => CatalogPages.Modes(db, range, last)), cancellationToken);
            await foreach (var listed in subjects)
            {
                yield return listed.Subject;
            }
        }
    }

    public IAsyncEnumerable<SubjectAlias> ListAliases(CancellationToken cancellationToken) =>
        Pages.Items<SubjectAlias>(last => Read(db => CatalogPages.Aliases(db, last)), cancellationToken);

    public Task<IReadOnlyList<string>> FindContexts(string localName, CancellationToken cancellationToken) =>
        Read(db => CatalogPages.ContextsOf(db, localName));
}
