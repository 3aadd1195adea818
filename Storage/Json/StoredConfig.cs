using System.Text.Json;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Json;

/// <summary>
/// A configuration as it is stored, where it holds a level or policy that only a newer build knows: its text is kept with the unknown
/// members, and written again until the value is set to one that is known.
/// </summary>
internal static class StoredConfig
{
    private const string Level = "level";
    private const string Policy = "policy";

    /// <summary>With the texts of the values that could not be read.</summary>
    public static RegistryConfig Read(RegistryConfig config, string json)
    {
        if (config is not { Level: CompatibilityLevel.Unknown } and not { Policy: CompatibilityPolicy.Unknown })
        {
            return config;
        }

        using var stored = JsonDocument.Parse(json);
        var kept = config.Unknown;
        kept = Keep(kept, Level, config.Level is CompatibilityLevel.Unknown, stored.RootElement);
        kept = Keep(kept, Policy, config.Policy is CompatibilityPolicy.Unknown, stored.RootElement);
        return config with { Unknown = kept };
    }

    /// <summary>As it is to be written.</summary>
    public static RegistryConfig Write(RegistryConfig config)
    {
        var (level, policy) = (config.Level is CompatibilityLevel.Unknown, config.Policy is CompatibilityPolicy.Unknown);
        return config with
        {
            Level = level ? null : config.Level,
            Policy = policy ? null : config.Policy,
            Unknown = Leave(Leave(config.Unknown, Level, level), Policy, policy),
        };
    }

    private static UnknownMembers? Keep(UnknownMembers? members, string name, bool isUnknown, JsonElement stored) =>
        isUnknown ? UnknownMembers.With(members, name, stored.GetProperty(name).Clone()) : members;

    private static UnknownMembers? Leave(UnknownMembers? members, string name, bool isUnknown) =>
        isUnknown ? members : UnknownMembers.With(members, name, null);
}
