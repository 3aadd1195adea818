using System.Text.Json;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Answers;

/// <summary>
/// The two JSON forms of a configuration (reference 3.5): what is read calls the level <c>compatibilityLevel</c>, what is
/// written <c>compatibility</c>.
/// </summary>
internal static class ConfigJson
{
    /// <summary>The form of GET and DELETE; a level that is not set is shown as the server's.</summary>
    public static void WriteRead(Utf8JsonWriter writer, RegistryConfig config, CompatibilityLevel defaultLevel) =>
        Write(writer, config, "compatibilityLevel", config.Level ?? defaultLevel);

    /// <summary>The form of PUT: what is stored, and nothing else.</summary>
    public static void WriteStored(Utf8JsonWriter writer, RegistryConfig config) =>
        Write(writer, config, "compatibility", config.Level);

    private static void Write(Utf8JsonWriter writer, RegistryConfig config, string levelName, CompatibilityLevel? level)
    {
        writer.WriteStartObject();
        ContractJson.WriteText(writer, "alias", config.Alias);
        ContractJson.WriteText(writer, "aliasForDeks", config.AliasForDeks);
        WriteFlag(writer, "normalize", config.Normalize);
        WriteFlag(writer, "validateFields", config.ValidateFields);
        WriteFlag(writer, "validateNewSchemas", config.ValidateNewSchemas);
        WriteFlag(writer, "validateRules", config.ValidateRules);
        ContractJson.WriteText(writer, levelName, level?.WireName());
        ContractJson.WriteText(writer, "compatibilityPolicy", config.Policy?.WireName());
        ContractJson.WriteText(writer, "compatibilityGroup", config.CompatibilityGroup);
        ContractJson.WriteMetadata(writer, "defaultMetadata", config.DefaultMetadata);
        ContractJson.WriteMetadata(writer, "overrideMetadata", config.OverrideMetadata);
        ContractJson.WriteRuleSet(writer, "defaultRuleSet", config.DefaultRuleSet);
        ContractJson.WriteRuleSet(writer, "overrideRuleSet", config.OverrideRuleSet);
        writer.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }
}
