using SchemaRegistry.Schemas;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>What a registration takes over from the configuration and from the previous version (reference 6.3).</summary>
internal static class Inheritance
{
    public static Metadata? Metadata(RegistryConfig config, Metadata? given, Metadata? previous) =>
        Schemas.Metadata.Merge(Schemas.Metadata.Merge(config.DefaultMetadata, given ?? previous), config.OverrideMetadata);

    public static RuleSet? RuleSet(RegistryConfig config, RuleSet? given, RuleSet? previous) =>
        Schemas.RuleSet.Merge(Schemas.RuleSet.Merge(config.DefaultRuleSet, given ?? previous), config.OverrideRuleSet);
}
