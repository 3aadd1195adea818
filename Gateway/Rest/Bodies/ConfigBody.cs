using SchemaRegistry.Gateway.Registry.Contracts;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Bodies;

/// <summary>The body of PUT /config (reference 3.5 and 8.1): a member that is absent stays, null clears.</summary>
internal static class ConfigBody
{
    private static readonly (string Name, ConfigMembers Member)[] Members =
    [
        ("compatibility", ConfigMembers.Level),
        ("compatibilityPolicy", ConfigMembers.Policy),
        ("compatibilityGroup", ConfigMembers.CompatibilityGroup),
        ("normalize", ConfigMembers.Normalize),
        ("validateFields", ConfigMembers.ValidateFields),
        ("validateNewSchemas", ConfigMembers.ValidateNewSchemas),
        ("validateRules", ConfigMembers.ValidateRules),
        ("alias", ConfigMembers.Alias),
        ("aliasForDeks", ConfigMembers.AliasForDeks),
        ("defaultMetadata", ConfigMembers.DefaultMetadata),
        ("overrideMetadata", ConfigMembers.OverrideMetadata),
        ("defaultRuleSet", ConfigMembers.DefaultRuleSet),
        ("overrideRuleSet", ConfigMembers.OverrideRuleSet),
    ];

    public static Outcome<ConfigPatch> Read(BodyValue body)
    {
        CompatibilityLevel? level = null;
        if (body.Text("compatibility") is { } levelName)
        {
            if (!CompatibilityNames.TryParse(levelName, out CompatibilityLevel known))
            {
                return RegistryErrors.InvalidCompatibilityLevel();
            }

            level = known;
        }

        CompatibilityPolicy? policy = null;
        if (body.Text("compatibilityPolicy") is { } policyName)
        {
            if (!CompatibilityNames.TryParse(policyName, out CompatibilityPolicy known))
            {
                return RegistryErrors.InvalidCompatibilityPolicy(policyName);
            }

            policy = known;
        }

        var (defaults, overrides) =
            (ContractBody.RuleSet(body.Object("defaultRuleSet")), ContractBody.RuleSet(body.Object("overrideRuleSet")));
        foreach (var rules in new[] { defaults, overrides })
        {
            if (rules is not null && RuleSetValidation.Check(rules) is { } invalid)
            {
                return RegistryErrors.InvalidRuleSet(invalid);
            }
        }

        return new ConfigPatch(
            GivenIn(body),
            new RegistryConfig(
                level,
                policy,
                body.Text("compatibilityGroup"),
                body.Flag("normalize"),
                body.Flag("validateFields"),
                body.Flag("validateNewSchemas"),
                body.Flag("validateRules"),
                body.Text("alias"),
                body.Text("aliasForDeks"),
                ContractBody.Metadata(body.Object("defaultMetadata")),
                ContractBody.Metadata(body.Object("overrideMetadata")),
                defaults,
                overrides));
    }

    private static ConfigMembers GivenIn(BodyValue body)
    {
        var given = ConfigMembers.None;
        foreach (var (name, member) in Members)
        {
            if (body.Find(name) is not null)
            {
                given |= member;
            }
        }

        return given;
    }
}
