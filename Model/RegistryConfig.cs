using System.Text.Json.Serialization;

namespace SchemaRegistry.Model;

/// <summary>
/// The configuration stored at one scope: a subject, a context, or the top (reference 3.5 and 8). A null member is not
/// set at this scope.
/// </summary>
public sealed record RegistryConfig(
    CompatibilityLevel? Level = null,
    CompatibilityPolicy? Policy = null,
    string? CompatibilityGroup = null,
    bool? Normalize = null,
    bool? ValidateFields = null,
    bool? ValidateNewSchemas = null,
    bool? ValidateRules = null,
    string? Alias = null,
    string? AliasForDeks = null,
    Metadata? DefaultMetadata = null,
    Metadata? OverrideMetadata = null,
    RuleSet? DefaultRuleSet = null,
    RuleSet? OverrideRuleSet = null)
{
    public static readonly RegistryConfig Empty = new();

    /// <summary>What a newer build has stored beside; a level or policy that is not known too, under its name.</summary>
    [JsonExtensionData]
    public UnknownMembers? Unknown { get; set; }

    /// <summary>True when registering under this configuration may add metadata or rules to a request.</summary>
    public bool ChangesContent =>
        DefaultMetadata is not null || OverrideMetadata is not null || DefaultRuleSet is not null || OverrideRuleSet is not null;
}
