using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>A change of configuration: a member that is absent stays, null clears (reference 8.1).</summary>
/// <param name="Given">The members to replace; <paramref name="Values"/> holds what by.</param>
[GenerateSerializer, Immutable, Alias("sr.config-patch")]
public sealed record ConfigPatch(ConfigMembers Given, RegistryConfig Values)
{
    public RegistryConfig ApplyTo(RegistryConfig stored) => new(
        Has(ConfigMembers.Level) ? Values.Level : stored.Level,
        Has(ConfigMembers.Policy) ? Values.Policy : stored.Policy,
        Has(ConfigMembers.CompatibilityGroup) ? Values.CompatibilityGroup : stored.CompatibilityGroup,
        Has(ConfigMembers.Normalize) ? Values.Normalize : stored.Normalize,
        Has(ConfigMembers.ValidateFields) ? Values.ValidateFields : stored.ValidateFields,
        Has(ConfigMembers.ValidateNewSchemas) ? Values.ValidateNewSchemas : stored.ValidateNewSchemas,
        Has(ConfigMembers.ValidateRules) ? Values.ValidateRules : stored.ValidateRules,
        Has(ConfigMembers.Alias) ? Values.Alias : stored.Alias,
        Has(ConfigMembers.AliasForDeks) ? Values.AliasForDeks : stored.AliasForDeks,
        Has(ConfigMembers.DefaultMetadata) ? Values.DefaultMetadata : stored.DefaultMetadata,
        Has(ConfigMembers.OverrideMetadata) ? Values.OverrideMetadata : stored.OverrideMetadata,
        Has(ConfigMembers.DefaultRuleSet) ? Values.DefaultRuleSet : stored.DefaultRuleSet,
        Has(ConfigMembers.OverrideRuleSet) ? Values.OverrideRuleSet : stored.OverrideRuleSet)
    {
        Unknown = stored.Unknown,
    };

    private bool Has(ConfigMembers member) => (Given & member) != 0;
}

[Flags]
public enum ConfigMembers
{
    None = 0,
    Level = 1,
    Policy = 1 << 1,
    CompatibilityGroup = 1 << 2,
    Normalize = 1 << 3,
    ValidateFields = 1 << 4,
    ValidateNewSchemas = 1 << 5,
    ValidateRules = 1 << 6,
    Alias = 1 << 7,
    AliasForDeks = 1 << 8,
    DefaultMetadata = 1 << 9,
    OverrideMetadata = 1 << 10,
    DefaultRuleSet = 1 << 11,
    OverrideRuleSet = 1 << 12,
}
