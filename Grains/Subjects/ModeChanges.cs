using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Sets a subject's mode (reference 9), which is allowed in read-only mode too: how else would it end?</summary>
/// <param name="mode">Null clears it.</param>
internal sealed class ModeSetting(RegistryMode? mode, Caller caller, ISubjectStore store)
    : SettingsChange<bool>(SettingsPart.Mode, caller, store)
{
    public override bool Answer(CommitResult result) => true;

    protected override RegistryError? Refusal(SubjectState state, EffectiveSettings settings) => null;

    protected override SubjectState Next(SubjectState state) => state with { Mode = mode };

    protected override bool Replay(SettingsPayload logged) => true;
}

/// <summary>Removes a subject's mode, and answers with what it was.</summary>
internal sealed class ModeDeletion(Caller caller, ISubjectStore store)
    : SettingsChange<RegistryMode>(SettingsPart.Mode, caller, store)
{
    public override RegistryMode Answer(CommitResult result) => Before.Mode!.Value;

    protected override RemovedSettings? Removed => new(null, Before.Mode);

    protected override RegistryError? Refusal(SubjectState state, EffectiveSettings settings) =>
        state.Mode is null ? RegistryErrors.SubjectNotFound(state.Name.ToString()) : null;

    protected override SubjectState Next(SubjectState state) => state with { Mode = null };

    protected override RegistryMode Replay(SettingsPayload logged) => logged.Removed?.Mode ?? RegistryMode.ReadWrite;
}
