using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace SchemaRegistry.Model;

/// <summary>A data-contract rule (reference 3.6). Stored and returned; executed by clients.</summary>
public sealed record Rule(
    string? Name,
    string? Doc = null,
    string? Kind = null,
    string? Mode = null,
    string? Type = null,
    ImmutableSortedSet<string>? Tags = null,
    ImmutableSortedDictionary<string, string>? Params = null,
    string? Expr = null,
    string? OnSuccess = null,
    string? OnFailure = null,
    bool Disabled = false)
{
    /// <summary>As in <see cref="Metadata.Unknown"/>.</summary>
    [JsonExtensionData]
    public UnknownMembers? Unknown { get; set; }

    public bool Equals(Rule? other) =>
        other is not null
        && (Name, Doc, Kind, Mode, Type, Expr, OnSuccess, OnFailure, Disabled)
            == (other.Name, other.Doc, other.Kind, other.Mode, other.Type, other.Expr, other.OnSuccess, other.OnFailure, other.Disabled)
        && (Tags ?? []).SetEquals(other.Tags ?? [])
        && (Params ?? NoParams).SequenceEqual(other.Params ?? NoParams);

    public override int GetHashCode() => HashCode.Combine(Name, Kind, Mode, Type, Expr, Disabled);

    private static readonly ImmutableSortedDictionary<string, string> NoParams =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>The rules of a schema by the moment they apply. A null list was not given.</summary>
public sealed record RuleSet(
    ImmutableArray<Rule>? MigrationRules = null,
    ImmutableArray<Rule>? DomainRules = null,
    ImmutableArray<Rule>? EncodingRules = null,
    string? EnableAt = null)
{
    /// <summary>As in <see cref="Metadata.Unknown"/>.</summary>
    [JsonExtensionData]
    public UnknownMembers? Unknown { get; set; }

    /// <summary>Joins two; within each list a later rule replaces the earlier one of the same name.</summary>
    public static RuleSet? Merge(RuleSet? earlier, RuleSet? later)
    {
        if (earlier is null || later is null)
        {
            return later ?? earlier;
        }

        return new RuleSet(
            Merge(earlier.MigrationRules, later.MigrationRules),
            Merge(earlier.DomainRules, later.DomainRules),
            Merge(earlier.EncodingRules, later.EncodingRules),
            later.EnableAt ?? earlier.EnableAt)
        {
            Unknown = UnknownMembers.Merge(earlier.Unknown, later.Unknown),
        };
    }

    public bool Equals(RuleSet? other) =>
        other is not null
        && EnableAt == other.EnableAt
        && Same(MigrationRules, other.MigrationRules)
        && Same(DomainRules, other.DomainRules)
        && Same(EncodingRules, other.EncodingRules);

    public override int GetHashCode() =>
        HashCode.Combine(EnableAt, MigrationRules?.Length ?? 0, DomainRules?.Length ?? 0, EncodingRules?.Length ?? 0);

    private static ImmutableArray<Rule>? Merge(ImmutableArray<Rule>? earlier, ImmutableArray<Rule>? later)
    {
        if (earlier is null || later is null)
        {
            return later ?? earlier;
        }

        var replaced = later.Value.Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal);
        return [.. earlier.Value.Where(rule => !replaced.Contains(rule.Name)), .. later.Value];
    }

    private static bool Same(ImmutableArray<Rule>? left, ImmutableArray<Rule>? right) =>
        (left ?? []).SequenceEqual(right ?? []);
}
