using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Changes a subject's configuration, and answers with it (reference 8.1).</summary>
internal sealed class ConfigUpdate(ConfigPatch patch, Caller caller, ISubjectStore store)
    : SettingsChange<RegistryConfig>(SettingsPart.Config, caller, store)
{
    public override RegistryConfig Answer(CommitResult result) => After.Config!;

    protected override RegistryError? Refusal(SubjectState state, EffectiveSettings settings) => settings.RefusalIfReadOnly(state.Name);

    protected override SubjectState Next(SubjectState state) =>
        state with { Config = patch.ApplyTo(state.Config ?? RegistryConfig.Empty) };

    protected override RegistryConfig Replay(SettingsPayload logged) => logged.Config ?? RegistryConfig.Empty;
}

/// <summary>Removes a subject's configuration, and answers with what it was.</summary>
internal sealed class ConfigDeletion(Caller caller, ISubjectStore store)
    : SettingsChange<RegistryConfig>(SettingsPart.Config, caller, store)
{
    public override RegistryConfig Answer(CommitResult result) => Before.Config!;

    protected override RemovedSettings? Removed => new(Before.Config, null);

    protected override RegistryError? Refusal(SubjectState state, EffectiveSettings settings) => state.Config is null
        ? RegistryErrors.SubjectNotFound(state.Name.ToString())
        : settings.RefusalIfReadOnly(state.Name);

    protected override SubjectState Next(SubjectState state) => state with { Config = null };

    protected override RegistryConfig Replay(SettingsPayload logged) => logged.Removed?.Config ?? RegistryConfig.Empty;
}
