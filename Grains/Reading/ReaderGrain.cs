using System.Collections.Immutable;
using Orleans.Concurrency;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Reading;

/// <summary>Reads from the store for the silo it lives in. Interleaves, as it has no state.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class ReaderGrain(IRegistryStore store, SchemaReader schemas, SchemaLibrary library, ParseBudget budget, HeavyWork heavy)
    : Grain, IReaderGrain
{
    private const long PageBytes = 1 << 20;

    public Task<SchemaById?> FindSchema(string context, int id, CancellationToken cancellationToken) =>
        schemas.Find(context, id, cancellationToken);

    public Task<SchemaById?> FindSchemaFresh(string context, int id, CancellationToken cancellationToken) =>
        schemas.FindFresh(context, id, cancellationToken);

    public Task<int> MaxId(string context, CancellationToken cancellationToken) => store.MaxId(context, cancellationToken);

    public async Task<ImmutableArray<SchemaId>> FindIds(Guid guid, CancellationToken cancellationToken) =>
        [.. await store.FindIds(guid, cancellationToken)];

    public Task<Page<ListedSubject>> ListSubjects(ListRequest request, CancellationToken cancellationToken) => TakePage(
        IsNameable(request.Filter) ? store.ListSubjects(request.Filter, cancellationToken) : AsyncEnumerable.Empty<ListedSubject>(),
        request.Limit,
        row => new ListCursor(row.Subject, 0));

    public Task<Page<SubjectSchema>> ListSchemas(ListRequest request, CancellationToken cancellationToken) => TakePage(
        (IsNameable(request.Filter) ? store.ListVersions(request.Filter, cancellationToken) : AsyncEnumerable.Empty<SubjectSchema>())
            .Where(row => request.RuleType is not { } type || HasRule(row.Content.RuleSet, type)),
        request.Limit,
        row => new ListCursor(row.Subject, row.Version),
        row => Sizes.WeightOf(row.Content));

    public Task<Page<string>> ListContexts(string prefix, string? after, int limit, CancellationToken cancellationToken) => TakePage(
        new SubjectName(prefix, "").IsStorable ? store.ListContexts(prefix, cancellationToken, after) : AsyncEnumerable.Empty<string>(),
        limit,
        name => new ListCursor(name, 0));

    public async Task<ImmutableArray<Referrer>> ListReferrers(string subject, int version, CancellationToken cancellationToken) =>
        [.. await store.ListReferrers(SubjectName.Parse(subject), version, cancellationToken).ToListAsync(cancellationToken)];

    public async Task<ImmutableArray<string>> FindContexts(string localName, CancellationToken cancellationToken) =>
        IsNameable(localName) ? [.. await store.FindContexts(localName, cancellationToken)] : [];

    public async Task<string?> FindContextOfVersion(
        string localName, int version, bool includeDeleted, CancellationToken cancellationToken) =>
        IsNameable(localName) ? await store.FindContextOfVersion(localName, version, includeDeleted, cancellationToken) : null;

    public async Task<string?> FindContextOfId(string localName, int id, CancellationToken cancellationToken) =>
        IsNameable(localName) ? await store.FindContextOfId(localName, id, cancellationToken) : null;

    public async Task<ImmutableArray<SubjectAlias>> ListAliases(CancellationToken cancellationToken) =>
        [.. await store.ListAliases(cancellationToken).ToListAsync(cancellationToken)];

    public async Task<ImmutableArray<EntityTags>> FindTags(
        string context, int id, ImmutableArray<string> tags, CancellationToken cancellationToken)
    {
        using var work = budget.Begin();
        var schema = await library.Parsed(context, id, cancellationToken);
        var inline = await heavy.Run(HeavyWork.LengthOf(schema), () => schema.InlineTags, cancellationToken);
        return tags.Contains("*") ? inline : inline.RemoveAll(entity => !entity.Tags.Any(tags.Contains));
    }

    public async Task<string> Format(string context, int id, string format, CancellationToken cancellationToken)
    {
        using var work = budget.Begin();
        var schema = await library.Parsed(context, id, cancellationToken);
        return await heavy.Run(HeavyWork.LengthOf(schema), () => schema.Formatted(format), cancellationToken);
    }

    // Names with control characters cannot be stored, so that nothing is listed under them; some stores refuse to look.
    private static bool IsNameable(ListFilter filter) =>
        new SubjectName(filter.Context ?? SubjectName.DefaultContext, filter.NamePrefix).IsStorable;

    private static bool IsNameable(string localName) => new SubjectName(SubjectName.DefaultContext, localName).IsStorable;

    private static bool HasRule(RuleSet? rules, string type) =>
        rules is not null
        && new[] { rules.MigrationRules, rules.DomainRules, rules.EncodingRules }
            .Any(list => list is { } of && of.Any(rule => rule.Type == type));

    // A page ends early where it grows large; one item always fits.
    private static async Task<Page<TItem>> TakePage<TItem>(
        IAsyncEnumerable<TItem> list, int limit, Func<TItem, ListCursor> cursor, Func<TItem, long>? weigh = null)
    {
        var (items, weight) = (ImmutableArray.CreateBuilder<TItem>(), 0L);
        await foreach (var item in list)
        {
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
