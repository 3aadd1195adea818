using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions.Serialization;

// The model knows nothing of Orleans; these carry it across the wire, field by field under stable ids.

[GenerateSerializer, Immutable, Alias("sr.s.reference")]
internal readonly record struct ReferenceSurrogate(
    [property: Id(0)] string Name, [property: Id(1)] string Subject, [property: Id(2)] int Version);

[RegisterConverter]
internal sealed class ReferenceConverter : IConverter<SchemaReference, ReferenceSurrogate>
{
    public SchemaReference ConvertFromSurrogate(in ReferenceSurrogate surrogate) =>
        new(surrogate.Name, surrogate.Subject, surrogate.Version);

    public ReferenceSurrogate ConvertToSurrogate(in SchemaReference value) => new(value.Name, value.Subject, value.Version);
}

[GenerateSerializer, Immutable, Alias("sr.s.metadata")]
internal readonly record struct MetadataSurrogate(
    [property: Id(0)] ImmutableSortedDictionary<string, ImmutableSortedSet<string>>? Tags,
    [property: Id(1)] ImmutableSortedDictionary<string, string>? Properties,
    [property: Id(2)] ImmutableSortedSet<string>? Sensitive);

[RegisterConverter]
internal sealed class MetadataConverter : IConverter<Metadata, MetadataSurrogate>
{
    public Metadata ConvertFromSurrogate(in MetadataSurrogate surrogate) =>
        new(surrogate.Tags, surrogate.Properties, surrogate.Sensitive);

    public MetadataSurrogate ConvertToSurrogate(in Metadata value) => new(value.Tags, value.Properties, value.Sensitive);
}

[GenerateSerializer, Immutable, Alias("sr.s.rule")]
internal readonly record struct RuleSurrogate(
    [property: Id(0)] string? Name,
    [property: Id(1)] string? Doc,
    [property: Id(2)] string? Kind,
    [property: Id(3)] string? Mode,
    [property: Id(4)] string? Type,
    [property: Id(5)] ImmutableSortedSet<string>? Tags,
    [property: Id(6)] ImmutableSortedDictionary<string, string>? Params,
    [property: Id(7)] string? Expr,
    [property: Id(8)] string? OnSuccess,
    [property: Id(9)] string? OnFailure,
    [property: Id(10)] bool Disabled);

[RegisterConverter]
internal sealed class RuleConverter : IConverter<Rule, RuleSurrogate>
{
    public Rule ConvertFromSurrogate(in RuleSurrogate s) =>
        new(s.Name, s.Doc, s.Kind, s.Mode, s.Type, s.Tags, s.Params, s.Expr, s.OnSuccess, s.OnFailure, s.Disabled);

    public RuleSurrogate ConvertToSurrogate(in Rule r) =>
        new(r.Name, r.Doc, r.Kind, r.Mode, r.Type, r.Tags, r.Params, r.Expr, r.OnSuccess, r.OnFailure, r.Disabled);
}

[GenerateSerializer, Immutable, Alias("sr.s.rule-set")]
internal readonly record struct RuleSetSurrogate(
    [property: Id(0)] ImmutableArray<Rule>? MigrationRules,
    [property: Id(1)] ImmutableArray<Rule>? DomainRules,
    [property: Id(2)] ImmutableArray<Rule>? EncodingRules,
    [property: Id(3)] string? EnableAt);

[RegisterConverter]
internal sealed class RuleSetConverter : IConverter<RuleSet, RuleSetSurrogate>
{
    public RuleSet ConvertFromSurrogate(in RuleSetSurrogate surrogate) =>
        new(surrogate.MigrationRules, surrogate.DomainRules, surrogate.EncodingRules, surrogate.EnableAt);

    public RuleSetSurrogate ConvertToSurrogate(in RuleSet value) =>
        new(value.MigrationRules, value.DomainRules, value.EncodingRules, value.EnableAt);
}

[GenerateSerializer, Immutable, Alias("sr.s.content")]
internal readonly record struct ContentSurrogate(
    [property: Id(0)] SchemaType Type,
    [property: Id(1)] string Text,
    [property: Id(2)] ImmutableArray<SchemaReference> References,
    [property: Id(3)] Metadata? Metadata,
    [property: Id(4)] RuleSet? RuleSet);

[RegisterConverter]
internal sealed class ContentConverter : IConverter<SchemaContent, ContentSurrogate>
{
    public SchemaContent ConvertFromSurrogate(in ContentSurrogate surrogate) =>
        new(surrogate.Type, surrogate.Text, surrogate.References, surrogate.Metadata, surrogate.RuleSet);

    public ContentSurrogate ConvertToSurrogate(in SchemaContent value) =>
        new(value.Type, value.Text, value.References, value.Metadata, value.RuleSet);
}
