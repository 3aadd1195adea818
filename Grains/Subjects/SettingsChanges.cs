using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Changes a subject's configuration, and answers with all of it.</summary>
internal sealed class ConfigUpdate(ConfigPatch patch, Caller caller, ISubjectStore store, RegistryOptions options)
    : SettingsChange<RegistryConfig>(SettingsPart.Config, caller, store)
{
    protected override RegistryError? Refusal(SubjectState state, EffectiveSettings settings) =>
        options.Refusal(state.Name)
        ?? options.Refusal(Next(state).Config!, state.Config)
        ?? settings.RefusalIfReadOnly(state.Name);

    protected override SubjectState Next(SubjectState state) =>
        state with { Config = patch.ApplyTo(state.Config ?? RegistryConfig.Empty) };

    protected override RegistryConfig Answer(SettingsPayload logged) => logged.Config ?? RegistryConfig.Empty;
}

/// <summary>Removes a subject's configuration, and answers with what it was.</summary>
internal sealed class ConfigDeletion(Caller caller, ISubjectStore store)
    : SettingsChange<RegistryConfig>(SettingsPart.Config, caller, store)
{
    protected override RegistryError? Refusal(SubjectState state, EffectiveSettings settings) => state.Config is null
        ? RegistryErrors.SubjectNotFound(state.Name.ToString())
        : settings.RefusalIfReadOnly(state.Name);

    protected override SubjectState Next(SubjectState state) => state with { Config = null };

    protected override RemovedSettings RemovedFrom(SubjectState state) => new(state.Config, null);

    protected override RegistryConfig Answer(SettingsPayload logged) => logged.Removed?.Config ?? RegistryConfig.Empty;
}

/// <summary>Sets a subject's mode, or clears it by null. Read-only mode allows it: how else would that end?</summary>
internal sealed class ModeSetting(RegistryMode? mode, Caller caller, ISubjectStore store, RegistryOptions options)
    : SettingsChange<bool>(SettingsPart.Mode, caller, store)
{
    protected override RegistryError? Refusal(SubjectState state, EffectiveSettings settings) =>
        mode is null ? null : options.Refusal(state.Name);

    protected override SubjectState Next(SubjectState state) => state with { Mode = mode };

    protected override bool Answer(SettingsPayload logged) => true;
}

/// <summary>Removes a subject's mode, and answers with what it was.</summary>
internal sealed class ModeDeletion(Caller caller, ISubjectStore store)
    : SettingsChange<RegistryMode>(SettingsPart.Mode, caller, store)
{
    protected override RegistryError? Refusal(SubjectState state, EffectiveSettings settings) =>
        state.Mode is null ? RegistryErrors.SubjectNotFound(state.Name.ToString()) : null;

    protected override SubjectState Next(SubjectState state) => state with { Mode = null };

    protected override RemovedSettings RemovedFrom(SubjectState state) => new(null, state.Mode);

    protected override RegistryMode Answer(SettingsPayload logged) => logged.Removed?.Mode ?? RegistryMode.ReadWrite;
}
