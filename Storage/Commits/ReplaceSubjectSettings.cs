using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Commits;

/// <summary>Replaces a subject's settings; null members are cleared.</summary>
/// <param name="Changed">Which of the two the change is about, for those who follow the log; null for both.</param>
/// <param name="Removed">For the log, what a removal takes away; null for other changes.</param>
public sealed record ReplaceSubjectSettings(
    SubjectName Subject,
    long ExpectedRevision,
    RegistryConfig? Config,
    RegistryMode? Mode,
    SettingsRevisions Settings,
    CommitOrigin Origin,
    SettingsPart? Changed = null,
    RemovedSettings? Removed = null);
