using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Settings;

namespace SchemaRegistry.Grains.Scopes;

/// <summary>Sets the mode of a scope (reference 9).</summary>
/// <param name="mode">Null clears it.</param>
internal sealed class ScopeModeSetting(RegistryMode? mode, Caller caller, ISettingsStore store)
    : ScopeChange<bool>(SettingsPart.Mode, caller, store)
{
    public override bool Answer(CommitResult result) => true;

    protected override ScopeSettings Next(ScopeSettings state) => state with { Mode = mode };

    protected override bool Replay(SettingsPayload logged) => true;
}

/// <summary>Removes the mode of a scope, and answers with what it was.</summary>
internal sealed class ScopeModeDeletion(Caller caller, ISettingsStore store)
    : ScopeChange<RegistryMode?>(SettingsPart.Mode, caller, store)
{
    public override RegistryMode? Answer(CommitResult result) => Before.Mode;

    protected override ScopeSettings Next(ScopeSettings state) => state with { Mode = null };

    // Older builds did not log what a removal took away.
    protected override RegistryMode? Replay(SettingsPayload logged) =>
        logged.Removed is { } removed ? removed.Mode : RegistryMode.ReadWrite;
}
