using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions.Serialization;

[GenerateSerializer, Immutable, Alias("sr.s.config")]
internal readonly record struct ConfigSurrogate(
    [property: Id(0)] CompatibilityLevel? Level,
    [property: Id(1)] CompatibilityPolicy? Policy,
    [property: Id(2)] string? CompatibilityGroup,
    [property: Id(3)] bool? Normalize,
    [property: Id(4)] bool? ValidateFields,
    [property: Id(5)] bool? ValidateNewSchemas,
    [property: Id(6)] bool? ValidateRules,
    [property: Id(7)] string? Alias,
    [property: Id(8)] string? AliasForDeks,
    [property: Id(9)] Metadata? DefaultMetadata,
    [property: Id(10)] Metadata? OverrideMetadata,
    [property: Id(11)] RuleSet? DefaultRuleSet,
    [property: Id(12)] RuleSet? OverrideRuleSet);

[RegisterConverter]
internal sealed class ConfigConverter : IConverter<RegistryConfig, ConfigSurrogate>
{
    public RegistryConfig ConvertFromSurrogate(in ConfigSurrogate s) => new(
        s.Level, s.Policy, s.CompatibilityGroup, s.Normalize, s.ValidateFields, s.ValidateNewSchemas, s.ValidateRules,
        s.Alias, s.AliasForDeks, s.DefaultMetadata, s.OverrideMetadata, s.DefaultRuleSet, s.OverrideRuleSet);

    public ConfigSurrogate ConvertToSurrogate(in RegistryConfig c) => new(
        c.Level, c.Policy, c.CompatibilityGroup, c.Normalize, c.ValidateFields, c.ValidateNewSchemas, c.ValidateRules,
        c.Alias, c.AliasForDeks, c.DefaultMetadata, c.OverrideMetadata, c.DefaultRuleSet, c.OverrideRuleSet);
}
