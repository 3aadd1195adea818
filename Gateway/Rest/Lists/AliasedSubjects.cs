using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Lists;

/// <summary>
/// The list of schemas with <c>aliases=true</c> (reference 4.3): what has a matching alias is listed too, in its place.
/// </summary>
internal sealed class AliasedSubjects
{
    private readonly ImmutableSortedDictionary<string, ImmutableArray<string>> _aliases;

    private AliasedSubjects(ImmutableSortedDictionary<string, ImmutableArray<string>> aliases) => _aliases = aliases;

    public static AliasedSubjects From(ImmutableArray<SubjectAlias> aliases) => new(aliases
        .GroupBy(alias => alias.Target, alias => alias.Alias)
        .ToImmutableSortedDictionary(
            group => group.Key, group => group.Order(StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal));

    /// <summary>The names that stand for a subject.</summary>
    public ImmutableArray<string> Of(string subject) => _aliases.GetValueOrDefault(subject, []);

    public async IAsyncEnumerable<SubjectSchema> List(
        ListRequest request, IReaderGrain reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var extra = new Queue<string>(_aliases.Keys.Where(target => IsExtra(request, target)));
        await foreach (var schema in Paging.Items(request, reader.ListSchemas, cancellationToken))
        {
            while (extra.TryPeek(out var next) && string.CompareOrdinal(next, schema.Subject) < 0)
            {
                await foreach (var reached in Versions(request, extra.Dequeue(), reader, cancellationToken))
                {
                    yield return reached;
                }
            }

            yield return schema;
        }

        foreach (var target in extra)
        {
            await foreach (var reached in Versions(request, target, reader, cancellationToken))
            {
                yield return reached;
            }
        }
    }

    private bool IsExtra(ListRequest request, string target) =>
        !ListPrefix.Matches(request.Filter, SubjectName.Parse(target))
        && _aliases[target].Any(alias => ListPrefix.Matches(request.Filter, SubjectName.Parse(alias)));

    private static IAsyncEnumerable<SubjectSchema> Versions(
        ListRequest request, string subject, IReaderGrain reader, CancellationToken cancellationToken)
    {
        var name = SubjectName.Parse(subject);
        var exact = request with { Filter = request.Filter with { Context = name.Context, NamePrefix = name.Name } };

        // A subject comes before all that its name is the beginning of.
        return Paging.Items(exact, reader.ListSchemas, cancellationToken).TakeWhile(schema => schema.Subject == subject);
    }
}
