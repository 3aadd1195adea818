using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>What carries out the rules of a registry for all subjects of a silo. None keeps a subject's state.</summary>
internal sealed record SubjectServices(
    IRegistryStore Store,
    SchemaLibrary Library,
    ReferencedVersions Referenced,
    VersionReader Versions,
    VersionSearch Search,
    Lookup Lookup,
    RegisteredAlready Registered,
    Candidates Candidates,
    CompatibilityCheck Compatibility,
    Quotas Quotas,
    TagEditing Tags,
    ParseBudget Budget,
    UnsettledSubjects Unsettled,
    RegistryOptions Options);
