using System.Collections.Immutable;
using Orleans.Concurrency;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Schemas;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains;

/// <summary>Reads from the store for the silo it lives in. Interleaves, as it has no state.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class ReaderGrain(IRegistryStore store, SchemaReader schemas, SchemaLibrary library) : Grain, IReaderGrain
{
    private const long PageBytes = 1 << 20;

    public Task<SchemaById?> FindSchema(string context, int id, CancellationToken cancellationToken) =>
        schemas.Find(context, id, cancellationToken);

    public Task<SchemaById?> FindSchemaFresh(string context, int id, CancellationToken cancellationToken) =>
        schemas.FindFresh(context, id, cancellationToken);

    public Task<int> MaxId(string context, CancellationToken cancellationToken) => store.MaxId(context, cancellationToken);

    public async Task<ImmutableArray<ContextId>> FindIds(Guid guid, CancellationToken cancellationToken) =>
        [.. (await store.FindIds(guid, cancellationToken)).Select(key => new ContextId(key.Context, key.Id))];

    public Task<Page<ListedSubject>> ListSubjects(ListRequest request, CancellationToken cancellationToken) => TakePage(
        IsNameable(request) ? store.ListSubjects(FilterOf(request), cancellationToken) : AsyncEnumerable.Empty<CatalogSubject>(),
        request.Limit,
        row => new ListedSubject(row.Subject.ToString(), row.Revision, row.LiveVersions, row.Versions),
        row => new ListCursor(row.Subject, 0));

    public Task<Page<SubjectSchema>> ListSchemas(ListRequest request, CancellationToken cancellationToken) => TakePage(
        (IsNameable(request)
            ? store.ListVersions(FilterOf(request), request.LatestOnly, cancellationToken)
            : AsyncEnumerable.Empty<CatalogVersion>())
            .Where(row => request.RuleType is not { } type || HasRule(row.Content.RuleSet, type)),
        request.Limit,
        row => new SubjectSchema(
            row.Subject.ToString(), row.Row.Version, row.Row.Id, row.Guid, row.Content, row.Row.CreatedAt, row.Row.Deleted),
        row => new ListCursor(row.Subject, row.Version),
        row => 2L * row.Content.Text.Length);

    public Task<Page<string>> ListContexts(string prefix, string? after, int limit, CancellationToken cancellationToken) => TakePage(
        new SubjectName(prefix, "").IsStorable ? store.ListContexts(prefix, cancellationToken, after) : AsyncEnumerable.Empty<string>(),
        limit,
        name => name,
        name => new ListCursor(name, 0));

    public async Task<ImmutableArray<ReferrerAnswer>> ListReferrers(string subject, int version, CancellationToken cancellationToken)
    {
        var referrers = ImmutableArray.CreateBuilder<ReferrerAnswer>();
        await foreach (var row in store.ListReferrers(SubjectName.Parse(subject), version, cancellationToken))
        {
            referrers.Add(new ReferrerAnswer(row.Schema.Id, row.Subject.ToString(), row.Version, row.Deleted));
        }

        return referrers.ToImmutable();
    }

    public async Task<ImmutableArray<string>> FindContexts(string localName, CancellationToken cancellationToken) =>
        new SubjectName(SubjectName.DefaultContext, localName).IsStorable
            ? [.. await store.FindContexts(localName, cancellationToken)]
            : [];

    public async Task<ImmutableArray<AliasAnswer>> ListAliases(CancellationToken cancellationToken)
    {
        var aliases = ImmutableArray.CreateBuilder<AliasAnswer>();
        await foreach (var (alias, target) in store.ListAliases(cancellationToken))
        {
            aliases.Add(new AliasAnswer(alias.ToString(), SubjectName.ParseWithin(alias.Context, target).ToString()));
        }

        return aliases.ToImmutable();
    }

    public async Task<ImmutableArray<EntityTags>> FindTags(
        string context, int id, ImmutableArray<string> tags, CancellationToken cancellationToken)
    {
        var inline = (await library.Parsed(context, id, cancellationToken)).InlineTags;
        return tags.Contains("*") ? inline : inline.RemoveAll(entity => !entity.Tags.Any(tags.Contains));
    }

    public async Task<string> Format(string context, int id, string format, CancellationToken cancellationToken) =>
        (await library.Parsed(context, id, cancellationToken)).Formatted(format);

    // Names with control characters cannot be stored, so that nothing is listed under them; some stores refuse to look.
    private static bool IsNameable(ListRequest request) =>
        new SubjectName(request.Context ?? SubjectName.DefaultContext, request.NamePrefix).IsStorable;

    private static CatalogFilter FilterOf(ListRequest request) => new(
        request.Context,
        request.NamePrefix,
        request.Deleted switch
        {
            DeletedView.Show => DeletedFilter.Include,
            DeletedView.Only => DeletedFilter.Only,
            _ => DeletedFilter.Exclude,
        },
        request.After is { } after ? SubjectName.Parse(after.Subject) : null,
        request.After?.Version ?? 0,
        request.Skip);

    private static bool HasRule(RuleSet? rules, string type) =>
        rules is not null
        && new[] { rules.MigrationRules, rules.DomainRules, rules.EncodingRules }
            .Any(list => list is { } of && of.Any(rule => rule.Type == type));

    // A page ends early where it grows large; one item always fits.
    private static async Task<Page<TItem>> TakePage<TRow, TItem>(
        IAsyncEnumerable<TRow> rows,
        int limit,
        Func<TRow, TItem> show,
        Func<TItem, ListCursor> cursor,
        Func<TItem, long>? weigh = null)
    {
        var (items, weight) = (ImmutableArray.CreateBuilder<TItem>(), 0L);
        await foreach (var row in rows)
        {
            var item = show(row);
            weight += weigh?.Invoke(item) ?? 0;
            if (items.Count == limit || (weight > PageBytes && items.Count > 0))
            {
                return new Page<TItem>(items.ToImmutable(), cursor(items[^1]));
            }

            items.Add(item);
        }

        return new Page<TItem>(items.ToImmutable(), null);
    }
}
