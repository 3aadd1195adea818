using System.Collections.Immutable;
using Google.Protobuf.Collections;
using SchemaRegistry.Gateway.Registry.Contracts;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Messages;

/// <summary>Metadata and rule sets. What is empty on the wire was not given.</summary>
internal static class ContractMessages
{
    public static Metadata? Read(Wire.Metadata? metadata) => metadata is null
        ? null
        : new Metadata(
            metadata.Tags.Count == 0
                ? null
                : metadata.Tags.ToImmutableSortedDictionary(
                    pair => pair.Key, pair => pair.Value.Names.ToImmutableSortedSet(StringComparer.Ordinal), StringComparer.Ordinal),
            Pairs(metadata.Properties),
            Names(metadata.Sensitive));

    public static Outcome<RuleSet?> Read(Wire.RuleSet? rules)
    {
        if (rules is null)
        {
            return default(RuleSet?);
        }

        var (migration, domain, encoding) = (Read(rules.MigrationRules), Read(rules.DomainRules), Read(rules.EncodingRules));
        var enableAt = RuleNames.Read(rules.EnableAt);
        if ((migration.Error ?? domain.Error ?? encoding.Error ?? enableAt.Error) is { } error)
        {
            return error;
        }

        var read = new RuleSet(migration.Value, domain.Value, encoding.Value, enableAt.Value);
        return RuleSetValidation.Check(read) is { } invalid ? RegistryErrors.InvalidRuleSet(invalid) : read;
    }

    public static Wire.Metadata? Show(Metadata? metadata)
    {
        if (metadata is null)
        {
            return null;
        }

        var shown = new Wire.Metadata();
        foreach (var (path, names) in metadata.Tags ?? ImmutableSortedDictionary<string, ImmutableSortedSet<string>>.Empty)
        {
            shown.Tags.Add(path, new Wire.Tags { Names = { names } });
        }

        Add(shown.Properties, metadata.Properties);
        shown.Sensitive.Add(metadata.Sensitive ?? []);
        return shown;
    }

    public static Wire.RuleSet? Show(RuleSet? rules) => rules is null
        ? null
        : new Wire.RuleSet
        {
            MigrationRules = { Show(rules.MigrationRules) },
            DomainRules = { Show(rules.DomainRules) },
            EncodingRules = { Show(rules.EncodingRules) },
            EnableAt = RuleNames.Execution(rules.EnableAt),
        };

    private static Outcome<ImmutableArray<Rule>?> Read(RepeatedField<Wire.Rule> rules)
    {
        if (rules.Count == 0)
        {
            return default(ImmutableArray<Rule>?);
        }

        var read = ImmutableArray.CreateBuilder<Rule>(rules.Count);
        foreach (var rule in rules)
        {
            var (kind, mode) = (RuleNames.Read(rule.Kind), RuleNames.Read(rule.Mode));
            if ((kind.Error ?? mode.Error) is { } error)
            {
                return error;
            }

            read.Add(new Rule(
                rule.Name,
                Text(rule.Doc),
                kind.Value,
                mode.Value,
                Text(rule.Type),
                Names(rule.Tags),
                Pairs(rule.Params),
                Text(rule.Expr),
                Text(rule.OnSuccess),
                Text(rule.OnFailure),
                rule.Disabled));
        }

        return read.MoveToImmutable();
    }

    private static IEnumerable<Wire.Rule> Show(ImmutableArray<Rule>? rules)
    {
        foreach (var rule in rules ?? [])
        {
            var shown = new Wire.Rule
            {
                Name = rule.Name ?? "",
                Doc = rule.Doc ?? "",
                Kind = RuleNames.Kind(rule.Kind),
                Mode = RuleNames.Mode(rule.Mode),
                Type = rule.Type ?? "",
                Tags = { rule.Tags ?? [] },
                Expr = rule.Expr ?? "",
                OnSuccess = rule.OnSuccess ?? "",
                OnFailure = rule.OnFailure ?? "",
                Disabled = rule.Disabled,
            };
            Add(shown.Params, rule.Params);
            yield return shown;
        }
    }

    private static string? Text(string text) => text.Length == 0 ? null : text;

    private static ImmutableSortedSet<string>? Names(RepeatedField<string> names) =>
        names.Count == 0 ? null : names.ToImmutableSortedSet(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, string>? Pairs(MapField<string, string> pairs) =>
        pairs.Count == 0 ? null : pairs.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static void Add(MapField<string, string> shown, ImmutableSortedDictionary<string, string>? pairs)
    {
        foreach (var (key, value) in pairs ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            shown.Add(key, value);
        }
    }
}
