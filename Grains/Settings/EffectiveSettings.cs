using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Settings;

namespace SchemaRegistry.Grains.Settings;

/// <summary>The settings above a subject: those of its context and of the global scope, as of their revisions.</summary>
internal sealed record OuterSettings(ScopeSettings Context, ScopeSettings Global)
{
    public SettingsRevisions Revisions => new(Context.Revision, Global.Revision);

    /// <summary>What is in force for a subject with the given settings of its own (reference 8.3 and 9).</summary>
    public EffectiveSettings For(RegistryConfig? config, RegistryMode? mode) =>
        new(EffectiveConfig(config), mode ?? Context.Mode ?? Global.Mode ?? RegistryMode.ReadWrite);

    private RegistryConfig EffectiveConfig(RegistryConfig? own)
    {
        if (own is null)
        {
            return Context.Config ?? Global.Config ?? RegistryConfig.Empty;
        }

        return Context.Scope == SubjectName.DefaultContext && Context.Config is { } top ? Inherit(own, top) : own;
    }

    // These six, and only in the default context.
    private static RegistryConfig Inherit(RegistryConfig own, RegistryConfig top) => own with
    {
        Normalize = own.Normalize ?? top.Normalize,
        ValidateFields = own.ValidateFields ?? top.ValidateFields,
        ValidateNewSchemas = own.ValidateNewSchemas ?? top.ValidateNewSchemas,
        ValidateRules = own.ValidateRules ?? top.ValidateRules,
        Policy = own.Policy ?? top.Policy,
        CompatibilityGroup = own.CompatibilityGroup ?? top.CompatibilityGroup,
    };
}

/// <summary>What is in force. A level that is not set is the server's, never that of an outer scope (reference 8.2).</summary>
internal sealed record EffectiveSettings(RegistryConfig Config, RegistryMode Mode)
{
    public bool IsReadOnly => Mode is RegistryMode.ReadOnly or RegistryMode.ReadOnlyOverride;

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

    public CompatibilityTerms Terms(CompatibilityLevel defaultLevel) =>
        new(Config.Level ?? defaultLevel, Config.Policy ?? CompatibilityPolicy.Strict, Config.ValidateFields ?? false);
}
