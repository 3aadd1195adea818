using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Grains.Settings;

/// <summary>What is in force. A level that is not set is the server's, never that of an outer scope (reference 8.2).</summary>
internal sealed record EffectiveSettings(RegistryConfig Config, RegistryMode Mode)
{
    /// <summary>Also under a mode that only a newer build knows, which may forbid whatever is asked for.</summary>
    public bool IsReadOnly => Mode is RegistryMode.ReadOnly or RegistryMode.ReadOnlyOverride or RegistryMode.Unknown;

    /// <summary>IMPORT and FORWARD take ids from the client and neither validate nor compare.</summary>
    public bool IsImport => Mode is RegistryMode.Import or RegistryMode.Forward;

    /// <summary>The error for a change that read-only mode forbids; null in other modes.</summary>
    /// <param name="subject">What is to be changed.</param>
    /// <param name="shownAs">How the error names it, if not as it is called.</param>
    public RegistryError? RefusalIfReadOnly(SubjectName subject, string? shownAs = null) =>
        IsReadOnly ? RegistryErrors.ReadOnlyMode(shownAs ?? subject.ToString(), subject.ContextText()) : null;

    /// <summary>The schema in its normal form, if the request or the configuration asks for that.</summary>
    public ParsedSchema Normalized(ParsedSchema schema, bool isAskedFor) =>
        isAskedFor || Config.Normalize == true ? schema.Normalized() : schema;

    // What only a newer build knows asks for no more than the strictest does.
    public CompatibilityTerms Terms(CompatibilityLevel defaultLevel) => new(
        Config.Level is CompatibilityLevel.Unknown ? CompatibilityLevel.FullTransitive : Config.Level ?? defaultLevel,
        Config.Policy is null or CompatibilityPolicy.Unknown ? CompatibilityPolicy.Strict : Config.Policy.Value,
        Config.ValidateFields ?? false);
}
