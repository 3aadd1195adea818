using SchemaRegistry.Model;
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
