using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Commits;

/// <summary>Replaces the settings of a context or of the global scope; null members are cleared.</summary>
/// <param name="Changed">Which of the two the change is about, for those who follow the log; null for both.</param>
/// <param name="Removed">For the log, what a removal takes away; null for other changes.</param>
public sealed record ReplaceScopeSettings(
    string Scope,
    long ExpectedRevision,
    RegistryConfig? Config,
    RegistryMode? Mode,
    CommitOrigin Origin,
    SettingsPart? Changed = null,
    RemovedSettings? Removed = null);
