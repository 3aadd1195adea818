using SchemaRegistry.Grains.Content;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>The rules of a registry that all subjects of a silo go by, and what they look at. None keeps a subject's state.</summary>
internal sealed record SubjectRules(
    IRegistryStore Store,
    SchemaLibrary Library,
    VersionReader Versions,
    VersionSearch Search,
    Lookup Lookup,
    RegisteredAlready Registered,
    Candidates Candidates,
    CompatibilityCheck Compatibility,
    Quotas Quotas,
    TagEditing Tags);
