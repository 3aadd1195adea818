using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Settings;

namespace SchemaRegistry.Grains.Scopes;

/// <summary>Changes the configuration of a scope, and answers with all of it.</summary>
internal sealed class ScopeConfigUpdate(ConfigPatch patch, Caller caller, ISettingsStore store, RegistryOptions options)
    : ScopeChange<RegistryConfig>(SettingsPart.Config, caller, store)
{
    protected override RegistryError? Refusal(ScopeSettings state) =>
        options.Refusal(new SubjectName(state.Scope, "")) ?? options.Refusal(Next(state).Config!, state.Config);

    protected override ScopeSettings Next(ScopeSettings state) =>
        state with { Config = patch.ApplyTo(state.Config ?? RegistryConfig.Empty) };

    protected override RegistryConfig Answer(SettingsPayload logged) => logged.Config ?? RegistryConfig.Empty;
}

/// <summary>Removes the configuration of a scope, and answers with what it was, null for none.</summary>
internal sealed class ScopeConfigDeletion(Caller caller, ISettingsStore store)
    : ScopeChange<RegistryConfig?>(SettingsPart.Config, caller, store)
{
    /// <summary>Nothing to remove is nothing to refuse, whatever the mode; but at the top level the mode counts all the same.</summary>
    public override ValueTask<Outcome<RegistryConfig?>?> Decide(
        ScopeSettings state, OuterSettings outer, CancellationToken cancellationToken) =>
        state.Config is null && state.Scope != SubjectName.DefaultContext
            ? ValueTask.FromResult<Outcome<RegistryConfig?>?>(new Outcome<RegistryConfig?>(null, null))
            : base.Decide(state, outer, cancellationToken);

    protected override ScopeSettings Next(ScopeSettings state) => state with { Config = null };

    // Older builds did not log what a removal took away.
    protected override RegistryConfig? Answer(SettingsPayload logged) =>
        logged.Removed is { } removed ? removed.Config : RegistryConfig.Empty;
}

/// <summary>Sets the mode of a scope, or clears it by null.</summary>
internal sealed class ScopeModeSetting(RegistryMode? mode, Caller caller, ISettingsStore store, RegistryOptions options)
    : ScopeChange<bool>(SettingsPart.Mode, caller, store)
{
    protected override RegistryError? Refusal(ScopeSettings state) =>
        mode is null ? null : options.Refusal(new SubjectName(state.Scope, ""));

    protected override ScopeSettings Next(ScopeSettings state) => state with { Mode = mode };

    protected override bool Answer(SettingsPayload logged) => true;
}

/// <summary>Removes the mode of a scope, and answers with what it was, null for none.</summary>
internal sealed class ScopeModeDeletion(Caller caller, ISettingsStore store)
    : ScopeChange<RegistryMode?>(SettingsPart.Mode, caller, store)
{
    protected override ScopeSettings Next(ScopeSettings state) => state with { Mode = null };

    // Older builds did not log what a removal took away.
    protected override RegistryMode? Answer(SettingsPayload logged) =>
        logged.Removed is { } removed ? removed.Mode : RegistryMode.ReadWrite;
}
