using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Messages;

/// <summary>Configurations, and the mask that says which of their fields a change replaces.</summary>
internal static class ConfigMessages
{
    private const string AllFields = "*";

    private static readonly (string Path, ConfigMembers Member, Func<Wire.Config, bool> IsPresent)[] Fields =
    [
        ("compatibility_level", ConfigMembers.Level, config => config.CompatibilityLevel != Wire.CompatibilityLevel.Unspecified),
        ("compatibility_policy", ConfigMembers.Policy, config => config.CompatibilityPolicy != Wire.CompatibilityPolicy.Unspecified),
        ("compatibility_group", ConfigMembers.CompatibilityGroup, config => config.HasCompatibilityGroup),
        ("normalize", ConfigMembers.Normalize, config => config.HasNormalize),
        ("validate_fields", ConfigMembers.ValidateFields, config => config.HasValidateFields),
        ("validate_new_schemas", ConfigMembers.ValidateNewSchemas, config => config.HasValidateNewSchemas),
        ("validate_rules", ConfigMembers.ValidateRules, config => config.HasValidateRules),
        ("alias", ConfigMembers.Alias, config => config.HasAlias),
        ("alias_for_deks", ConfigMembers.AliasForDeks, config => config.HasAliasForDeks),
        ("default_metadata", ConfigMembers.DefaultMetadata, config => config.DefaultMetadata is not null),
        ("override_metadata", ConfigMembers.OverrideMetadata, config => config.OverrideMetadata is not null),
        ("default_rule_set", ConfigMembers.DefaultRuleSet, config => config.DefaultRuleSet is not null),
        ("override_rule_set", ConfigMembers.OverrideRuleSet, config => config.OverrideRuleSet is not null),
    ];

    public static Outcome<ConfigPatch> Read(Wire.UpdateConfigRequest request)
    {
        var config = request.Config ?? new Wire.Config();
        var given = GivenIn(request, config);
        var (level, policy) = (WireEnums.Read(config.CompatibilityLevel), WireEnums.Read(config.CompatibilityPolicy));
        var (defaults, overrides) = (ContractMessages.Read(config.DefaultRuleSet), ContractMessages.Read(config.OverrideRuleSet));
        if ((given.Error ?? level.Error ?? policy.Error ?? defaults.Error ?? overrides.Error) is { } error)
        {
            return error;
        }

        return new ConfigPatch(given.Value, new RegistryConfig(
            level.Value,
            policy.Value,
            config.HasCompatibilityGroup ? config.CompatibilityGroup : null,
            config.HasNormalize ? config.Normalize : null,
            config.HasValidateFields ? config.ValidateFields : null,
            config.HasValidateNewSchemas ? config.ValidateNewSchemas : null,
            config.HasValidateRules ? config.ValidateRules : null,
            config.HasAlias ? config.Alias : null,
            config.HasAliasForDeks ? config.AliasForDeks : null,
            ContractMessages.Read(config.DefaultMetadata),
            ContractMessages.Read(config.OverrideMetadata),
            defaults.Value,
            overrides.Value));
    }

    /// <summary>What is stored, and nothing else.</summary>
    public static Wire.Config Show(RegistryConfig config) => Show(config, config.Level);

    /// <summary>What is in force; a level that is not set is the server's.</summary>
    public static Wire.Config ShowEffective(RegistryConfig config, CompatibilityLevel defaultLevel) =>
        Show(config, config.Level ?? defaultLevel);

    private static Wire.Config Show(RegistryConfig config, CompatibilityLevel? level)
    {
        var shown = new Wire.Config
        {
            CompatibilityLevel = WireEnums.Show(level),
            CompatibilityPolicy = WireEnums.Show(config.Policy),
            DefaultMetadata = ContractMessages.Show(config.DefaultMetadata),
            OverrideMetadata = ContractMessages.Show(config.OverrideMetadata),
            DefaultRuleSet = ContractMessages.Show(config.DefaultRuleSet),
            OverrideRuleSet = ContractMessages.Show(config.OverrideRuleSet),
        };
        Set(config.CompatibilityGroup, value => shown.CompatibilityGroup = value);
        Set(config.Alias, value => shown.Alias = value);
        Set(config.AliasForDeks, value => shown.AliasForDeks = value);
        Set(config.Normalize, value => shown.Normalize = value);
        Set(config.ValidateFields, value => shown.ValidateFields = value);
        Set(config.ValidateNewSchemas, value => shown.ValidateNewSchemas = value);
        Set(config.ValidateRules, value => shown.ValidateRules = value);
        return shown;
    }

    private static void Set(string? value, Action<string> set)
    {
        if (value is not null)
        {
            set(value);
        }
    }

    private static void Set(bool? value, Action<bool> set)
    {
        if (value is { } flag)
        {
            set(flag);
        }
    }

    private static Outcome<ConfigMembers> GivenIn(Wire.UpdateConfigRequest request, Wire.Config config)
    {
        var given = ConfigMembers.None;
        if (request.UpdateMask is null)
        {
            foreach (var field in Fields)
            {
                given |= field.IsPresent(config) ? field.Member : ConfigMembers.None;
            }

            return given;
        }

        foreach (var path in request.UpdateMask.Paths)
        {
            var members = MembersAt(path);
            if (members == ConfigMembers.None)
            {
                return GrpcErrors.Invalid($"update_mask names \"{path}\", which is no field of Config");
            }

            given |= members;
        }

        return given;
    }

    private static ConfigMembers MembersAt(string path)
    {
        var members = ConfigMembers.None;
        foreach (var field in Fields)
        {
            members |= path is AllFields || path == field.Path ? field.Member : ConfigMembers.None;
        }

        return members;
    }
}
