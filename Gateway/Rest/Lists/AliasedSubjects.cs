using System.Collections.Immutable;
using SchemaRegistry.Gateway.Registry.Lists;
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

    public async IAsyncEnumerable<SubjectSchema> List(RestCall call, ListSchemas list)
    {
        var extra = new Queue<string>(_aliases.Keys.Where(target => IsExtra(list.Filter, target)));
        await foreach (var schema in call.List(list))
        {
            while (extra.TryPeek(out var next) && string.CompareOrdinal(next, schema.Subject) < 0)
            {
                await foreach (var reached in Versions(call, list, extra.Dequeue()))
                {
                    yield return reached;
                }
            }

            yield return schema;
        }

        foreach (var target in extra)
        {
            await foreach (var reached in Versions(call, list, target))
            {
                yield return reached;
            }
        }
    }

    private bool IsExtra(ListFilter filter, string target) =>
        !ListPrefix.Matches(filter, SubjectName.Parse(target))
        && _aliases[target].Any(alias => ListPrefix.Matches(filter, SubjectName.Parse(alias)));

    private static IAsyncEnumerable<SubjectSchema> Versions(RestCall call, ListSchemas list, string subject)
    {
        var name = SubjectName.Parse(subject);
        var versions = new ListSchemas(
            list.Caller, list.Filter with { Context = name.Context, NamePrefix = name.Name }, list.Sizes, list.RuleType);

        // A subject comes before all that its name is the beginning of.
        return call.List(versions).TakeWhile(schema => schema.Subject == subject);
    }
}
