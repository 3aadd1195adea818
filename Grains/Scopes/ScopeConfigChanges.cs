using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Settings;

namespace SchemaRegistry.Grains.Scopes;

/// <summary>Changes the configuration of a scope, and answers with it (reference 8.1).</summary>
internal sealed class ScopeConfigUpdate(ConfigPatch patch, Caller caller, ISettingsStore store)
    : ScopeChange<RegistryConfig>(SettingsPart.Config, caller, store)
{
    public override RegistryConfig Answer(CommitResult result) => After.Config!;

    protected override ScopeSettings Next(ScopeSettings state) =>
        state with { Config = patch.ApplyTo(state.Config ?? RegistryConfig.Empty) };

    protected override RegistryConfig Replay(SettingsPayload logged) => logged.Config ?? RegistryConfig.Empty;
}

/// <summary>Removes the configuration of a scope, and answers with what it was.</summary>
internal sealed class ScopeConfigDeletion(Caller caller, ISettingsStore store)
    : ScopeChange<RegistryConfig?>(SettingsPart.Config, caller, store)
{
    /// <summary>A context without a configuration has nothing to refuse, whatever its mode. The top level always has one to remove.</summary>
    public override ValueTask<Outcome<RegistryConfig?>?> Decide(
        ScopeSettings state, OuterSettings outer, CancellationToken cancellationToken) =>
        state.Config is null && state.Scope != SubjectName.DefaultContext
            ? ValueTask.FromResult<Outcome<RegistryConfig?>?>(new Outcome<RegistryConfig?>(null, null))
            : base.Decide(state, outer, cancellationToken);

    public override RegistryConfig? Answer(CommitResult result) => Before.Config;

    protected override ScopeSettings Next(ScopeSettings state) => state with { Config = null };

    protected override RegistryConfig? Replay(SettingsPayload logged) => logged.Removed?.Config ?? RegistryConfig.Empty;
}
