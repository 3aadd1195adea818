using System.Runtime.CompilerServices;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Catalog;
using SchemaRegistry.Storage.Postgres.Catalog;

namespace SchemaRegistry.Storage.Postgres;

public sealed partial class PostgresStore
{
    public async IAsyncEnumerable<ListedSubject> ListSubjects(
        ListFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await Skipped(filter, CatalogItem.Subject, cancellationToken) is not { } rest)
        {
            yield break;
        }

        foreach (var range in KeyRange.Of(rest))
        {
            var subjects = Pages.Items<ListedSubject>(
                last => ReadAll(CatalogQueries.Subjects(range, rest, last), CatalogQueries.ReadSubject, cancellationToken),
                cancellationToken);
            await foreach (var subject in subjects)
            {
                yield return subject;
            }
        }
    }

    public async IAsyncEnumerable<SubjectSchema> ListVersions(
        ListFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await Skipped(filter, filter.LatestOnly ? CatalogItem.LatestVersion : CatalogItem.Version, cancellationToken) is not { } rest)
        {
            yield break;
        }

        foreach (var range in KeyRange.Of(rest))
        {
            var pages = Pages.Of<ListedVersion>(
                last => ReadAll(
                    CatalogQueries.Versions(range, rest, last), CatalogQueries.ReadVersion, cancellationToken),
                cancellationToken);
            await foreach (var page in pages)
            {
                foreach (var batch in ListedVersion.Batches(page))
                {
                    foreach (var version in await WithContents(batch, cancellationToken))
                    {
                        yield return version;
                    }
                }
            }
        }
    }

    public IAsyncEnumerable<string> ListContexts(string prefix, CancellationToken cancellationToken, string? after = null) =>
        Pages.Items<string>(
            last => ReadAll(CatalogQueries.Contexts(prefix, last ?? after), static row => row.GetString(0), cancellationToken),
            cancellationToken);

    public IAsyncEnumerable<Referrer> ListReferrers(SubjectName subject, int version, CancellationToken cancellationToken) =>
        Pages.Items<Referrer>(
            last => ReadAll(
                CatalogQueries.Referrers(subject, version, last), CatalogQueries.ReadReferrer, cancellationToken),
            cancellationToken);

    public async IAsyncEnumerable<SubjectName> ListModes(
        string context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var range in KeyRange.Of(new ListFilter(context, "", DeletedView.Show)))
        {
            var subjects = Pages.Items<ListedSubject>(
                last => ReadAll(CatalogQueries.Modes(range, last), CatalogQueries.ReadSubject, cancellationToken),
                cancellationToken);
            await foreach (var listed in subjects)
            {
                yield return SubjectName.Parse(listed.Subject);
            }
        }
    }

    public IAsyncEnumerable<SubjectAlias> ListAliases(CancellationToken cancellationToken) => Pages.Items<SubjectAlias>(
        last => ReadAll(
            CatalogQueries.Aliases(last), Rows.Alias, cancellationToken),
        cancellationToken);

    public async Task<IReadOnlyList<string>> FindContexts(string localName, CancellationToken cancellationToken) =>
        await ReadAll(CatalogQueries.ContextsOf(localName), static row => row.GetString(0), cancellationToken);

    public Task<string?> FindContextOfVersion(
        string localName, int version, bool includeDeleted, CancellationToken cancellationToken) => ReadOne<string?>(
        CatalogQueries.ContextOfVersion(localName, version, includeDeleted), static row => row.GetString(0), null, cancellationToken);

    public Task<string?> FindContextOfId(string localName, int id, CancellationToken cancellationToken) =>
        ReadOne<string?>(CatalogQueries.ContextOfId(localName, id), static row => row.GetString(0), null, cancellationToken);

    /// <summary>The same list from behind what is to be left out; null when nothing is left of it.</summary>
    private async Task<ListFilter?> Skipped(ListFilter filter, CatalogItem item, CancellationToken cancellationToken)
    {
        if (filter.Skip == 0)
        {
            return filter;
        }

        var left = filter.Skip;
        foreach (var range in KeyRange.Of(filter))
        {
            var places = await ReadAll(
                CatalogQueries.Place(range, filter.Deleted, item, left), CatalogQueries.ReadPlace, cancellationToken);
            if (places is [{ Subject: { } subject } place])
            {
                return filter with { After = new ListCursor(subject.ToString(), place.Version), Skip = 0 };
            }

            left -= places[0].Counted;
        }

        return null;
    }

    /// <summary>Loads each content of a batch once; a version whose content has gone meanwhile is left out.</summary>
    private async Task<List<SubjectSchema>> WithContents(List<ListedVersion> batch, CancellationToken cancellationToken)
    {
        var found = await ReadAll(CatalogQueries.Contents(batch), CatalogQueries.ReadContent, cancellationToken);
        var contents = found.ToDictionary(pair => pair.Key, pair => pair.Content);
        var versions = new List<SubjectSchema>(batch.Count);
        foreach (var version in batch)
        {
            if (contents.TryGetValue(version.ContentKey, out var content))
            {
                versions.Add(version.With(content));
            }
        }

        return versions;
    }
}
