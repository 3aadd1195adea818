using Orleans.CodeGeneration;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>
/// The owner of the settings of a context, or of <see cref="SubjectName.GlobalContext"/>. The key is the context's name,
/// with its leading dot. The default context holds what <c>/config</c> and <c>/mode</c> show.
/// </summary>
[Alias("sr.scope"), Version(1)]
public interface IScopeGrain : IGrainWithStringKey
{
    [Alias("get-settings")]
    Task<SettingsAnswer> GetSettings(CancellationToken cancellationToken);

    [Alias("update-config")]
    Task<Outcome<RegistryConfig>> UpdateConfig(ConfigPatch patch, Caller caller, CancellationToken cancellationToken);

    /// <summary>Removes the configuration and returns what was stored, null when nothing was.</summary>
    [Alias("delete-config")]
    Task<Outcome<RegistryConfig?>> DeleteConfig(Caller caller, CancellationToken cancellationToken);

    /// <summary>Null clears the mode.</summary>
    [Alias("set-mode")]
    Task<Outcome<bool>> SetMode(RegistryMode? mode, bool force, Caller caller, CancellationToken cancellationToken);

    /// <summary>Removes the mode and returns what was stored, null when nothing was.</summary>
    [Alias("delete-mode")]
    Task<Outcome<RegistryMode?>> DeleteMode(bool recursive, Caller caller, CancellationToken cancellationToken);

    /// <summary>Removes the context; it must hold no subject.</summary>
    [Alias("delete-context")]
    Task<Outcome<bool>> DeleteContext(Caller caller, CancellationToken cancellationToken);
}
