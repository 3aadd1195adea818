using System.Collections.Immutable;
using System.Text;

namespace SchemaRegistry.Model;

/// <summary>
/// How large the values are that a caller can make large, with all that they hold. Limits count bytes, caches and pages weigh
/// memory.
/// </summary>
public static class Sizes
{
    // A thousand empty names are not nothing: each has a header and a place in a collection.
    private const int CountedPerText = 16;
    private const int WeighedPerText = 64;

    private static readonly ImmutableSortedDictionary<string, string> NoPairs = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Bytes of UTF-8 in names and values, and 16 more for each.</summary>
    public static long BytesOf(Metadata? metadata, RuleSet? rules) =>
        metadata is null && rules is null ? 0 : BytesOf(TextsOf(metadata).Concat(TextsOf(rules)));

    /// <inheritdoc cref="BytesOf(Metadata, RuleSet)"/>
    public static long BytesOf(RegistryConfig config) => BytesOf(TextsOf(config));

    /// <summary>What a content takes in memory, in bytes.</summary>
    public static long WeightOf(SchemaContent content) => WeightOf(content.Text) + WeightBeside(content);

    /// <summary>What a content takes in memory beside its text, in bytes.</summary>
    public static long WeightBeside(SchemaContent content)
    {
        var weight = 0L;
        foreach (var reference in content.References)
        {
            weight += WeightOf(reference.Name) + WeightOf(reference.Subject);
        }

        return content.Metadata is null && content.RuleSet is null
            ? weight
            : weight + TextsOf(content.Metadata).Concat(TextsOf(content.RuleSet)).Sum(WeightOf);
    }

    /// <summary>What a configuration takes in memory, in bytes.</summary>
    public static long WeightOf(RegistryConfig config) => TextsOf(config).Sum(WeightOf);

    private static long WeightOf(string text) => WeighedPerText + (2L * text.Length);

    private static long BytesOf(IEnumerable<string> texts) => texts.Sum(text => CountedPerText + (long)Encoding.UTF8.GetByteCount(text));

    private static IEnumerable<string> TextsOf(Metadata? metadata)
    {
        foreach (var (path, names) in metadata?.Tags ?? ImmutableSortedDictionary<string, ImmutableSortedSet<string>>.Empty)
        {
            yield return path;
            foreach (var name in names)
            {
                yield return name;
            }
        }

        foreach (var (name, value) in metadata?.Properties ?? NoPairs)
        {
            yield return name;
            yield return value;
        }

        foreach (var name in metadata?.Sensitive ?? [])
        {
            yield return name;
        }
    }

    private static IEnumerable<string> TextsOf(RuleSet? rules) => rules is null
        ? []
        : new[] { rules.MigrationRules, rules.DomainRules, rules.EncodingRules }
            .SelectMany(list => list ?? [])
            .SelectMany(TextsOf);

    private static IEnumerable<string> TextsOf(Rule rule)
    {
        foreach (var text in new[] { rule.Name, rule.Doc, rule.Type, rule.Expr, rule.OnSuccess, rule.OnFailure })
        {
            yield return text ?? "";
        }

        foreach (var tag in rule.Tags ?? [])
        {
            yield return tag;
        }

        foreach (var (name, value) in rule.Params ?? NoPairs)
        {
            yield return name;
            yield return value;
        }
    }

    private static IEnumerable<string> TextsOf(RegistryConfig config) =>
        new[] { config.CompatibilityGroup, config.Alias, config.AliasForDeks }.OfType<string>()
            .Concat(TextsOf(config.DefaultMetadata))
            .Concat(TextsOf(config.OverrideMetadata))
            .Concat(TextsOf(config.DefaultRuleSet))
            .Concat(TextsOf(config.OverrideRuleSet));
}
