namespace SchemaRegistry.Grains.Subjects;

/// <summary>The rules of a registry that a subject's grain applies to its state. None holds state of its own.</summary>
internal sealed record SubjectRules(
    VersionReader Read,
    Lookup Lookup,
    Registration Registration,
    CompatibilityCheck Compatibility,
    Deletion Deletion,
    Restoration Restoration,
    SettingsChange Settings);
