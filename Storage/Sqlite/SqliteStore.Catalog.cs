using System.Runtime.CompilerServices;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Catalog;
using SchemaRegistry.Storage.Sqlite.Catalog;

namespace SchemaRegistry.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public async IAsyncEnumerable<ListedSubject> ListSubjects(
        ListFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await Skipped(filter, CatalogItem.Subject) is not { } rest)
        {
            yield break;
        }

        foreach (var range in KeyRange.Of(rest))
        {
            var subjects = Pages.Items<ListedSubject>(
                last => Read(db => CatalogPages.Subjects(db, range, rest, last)), cancellationToken);
            await foreach (var subject in subjects)
            {
                yield return subject;
            }
        }
    }

    public async IAsyncEnumerable<SubjectSchema> ListVersions(
        ListFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await Skipped(filter, filter.LatestOnly ? CatalogItem.LatestVersion : CatalogItem.Version) is not { } rest)
        {
            yield break;
        }

        foreach (var range in KeyRange.Of(rest))
        {
            var pages = Pages.Of<ListedVersion>(
                last => Read(db => CatalogPages.Versions(db, range, rest, last)), cancellationToken);
            await foreach (var page in pages)
            {
                foreach (var batch in ListedVersion.Batches(page))
                {
                    foreach (var version in await Read(db => CatalogPages.WithContents(db, batch)))
                    {
                        yield return version;
                    }
                }
            }
        }
    }

    public IAsyncEnumerable<string> ListContexts(string prefix, CancellationToken cancellationToken, string? after = null) =>
        Pages.Items<string>(last => Read(db => CatalogPages.Contexts(db, prefix, last ?? after)), cancellationToken);

    public IAsyncEnumerable<Referrer> ListReferrers(SubjectName subject, int version, CancellationToken cancellationToken) =>
        Pages.Items<Referrer>(last => Read(db => CatalogPages.Referrers(db, subject, version, last)), cancellationToken);

    public async IAsyncEnumerable<SubjectName> ListModes(
        string context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var range in KeyRange.Of(new ListFilter(context, "", DeletedView.Show)))
        {
            var subjects = Pages.Items<ListedSubject>(last => Read(db => CatalogPages.Modes(db, range, last)), cancellationToken);
            await foreach (var listed in subjects)
            {
                yield return SubjectName.Parse(listed.Subject);
            }
        }
    }

    public IAsyncEnumerable<SubjectAlias> ListAliases(CancellationToken cancellationToken) =>
        Pages.Items<SubjectAlias>(last => Read(db => CatalogPages.Aliases(db, last)), cancellationToken);

    public Task<IReadOnlyList<string>> FindContexts(string localName, CancellationToken cancellationToken) =>
        Read(db => CatalogPages.ContextsOf(db, localName));

    public Task<string?> FindContextOfVersion(
        string localName, int version, bool includeDeleted, CancellationToken cancellationToken) =>
        Read(db => ContextsByUse.OfVersion(db, localName, version, includeDeleted));

    public Task<string?> FindContextOfId(string localName, int id, CancellationToken cancellationToken) =>
        Read(db => ContextsByUse.OfId(db, localName, id));

    /// <summary>The same list from behind what is to be left out; null when nothing is left of it.</summary>
    private async Task<ListFilter?> Skipped(ListFilter filter, CatalogItem item)
    {
        if (filter.Skip == 0)
        {
            return filter;
        }

        var left = filter.Skip;
        foreach (var range in KeyRange.Of(filter))
        {
            var place = await Read(db => CatalogPlaces.Find(db, range, filter.Deleted, item, left));
            if (place.Subject is { } subject)
            {
                return filter with { After = new ListCursor(subject.ToString(), place.Version), Skip = 0 };
            }

            left -= place.Counted;
        }

        return null;
    }
}
