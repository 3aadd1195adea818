using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>What a registration takes over from the configuration and from the previous version (reference 6.3).</summary>
internal static class Inheritance
{
    public static Metadata? Metadata(RegistryConfig config, Metadata? given, Metadata? previous) =>
        Model.Metadata.Merge(Model.Metadata.Merge(config.DefaultMetadata, given ?? previous), config.OverrideMetadata);

    public static RuleSet? RuleSet(RegistryConfig config, RuleSet? given, RuleSet? previous) =>
        Model.RuleSet.Merge(Model.RuleSet.Merge(config.DefaultRuleSet, given ?? previous), config.OverrideRuleSet);
}
