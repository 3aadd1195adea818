using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Decides changes of a subject's own configuration and mode (reference 8.1 and 9).</summary>
internal sealed class SettingsChange(ISubjectStore store)
{
    public Decision<RegistryConfig> UpdateConfig(SubjectState state, OuterSettings outer, ConfigPatch patch, Caller caller)
    {
        if (RefusalByMode(state, outer) is { } refusal)
        {
            return refusal;
        }

        var config = patch.ApplyTo(state.Config ?? RegistryConfig.Empty);
        return Propose(state, outer, config, state.Mode, SettingsPart.Config, caller, config);
    }

    public Decision<RegistryConfig> DeleteConfig(SubjectState state, OuterSettings outer, Caller caller)
    {
        if (state.Config is not { } config)
        {
            return RegistryErrors.SubjectNotFound(state.Name.ToString());
        }

        return RefusalByMode(state, outer) is { } refusal
            ? refusal
            : Propose(state, outer, null, state.Mode, SettingsPart.Config, caller, config, new RemovedSettings(config, null));
    }

    public Decision<bool> SetMode(SubjectState state, OuterSettings outer, RegistryMode? mode, Caller caller) =>
        Propose(state, outer, state.Config, mode, SettingsPart.Mode, caller, true);

    public Decision<RegistryMode> DeleteMode(SubjectState state, OuterSettings outer, Caller caller) =>
        state.Mode is { } mode
            ? Propose(state, outer, state.Config, null, SettingsPart.Mode, caller, mode, new RemovedSettings(null, mode))
            : RegistryErrors.SubjectNotFound(state.Name.ToString());

    private static RegistryError? RefusalByMode(SubjectState state, OuterSettings outer) =>
        outer.For(state.Config, state.Mode).IsReadOnly
            ? RegistryErrors.ReadOnlyMode(state.Name.ToString(), state.Name.ContextText())
            : null;

    private Proposal<T> Propose<T>(
        SubjectState state,
        OuterSettings outer,
        RegistryConfig? config,
        RegistryMode? mode,
        SettingsPart changed,
        Caller caller,
        T answer,
        RemovedSettings? removed = null)
    {
        var origin = new ChangeOrigin(caller.Actor, caller.RequestId);
        var change = new ChangeSubjectSettings(state.Name, state.Revision, config, mode, outer.Revisions, origin, changed, removed);
        return new Proposal<T>(
            token => store.Commit(change, token),
            result => state with { Revision = result.Revision, Config = config, Mode = mode },
            _ => answer,
            _ => null);
    }
}
