using System.Collections.Immutable;
using Orleans.CodeGeneration;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>
/// The one writer of a subject. The key is the subject as <see cref="SubjectName.ToQualifiedString"/> writes it. Reads never
/// wait behind a write.
/// </summary>
[Alias("sr.subject"), Version(3)]
public interface ISubjectGrain : IGrainWithStringKey
{
    [Alias("register")]
    Task<Outcome<SubjectSchema>> Register(RegisterRequest request, CancellationToken cancellationToken);

    /// <summary>Registers a version that differs from an earlier one in tags, metadata and rules alone.</summary>
    [Alias("edit-tags")]
    Task<Outcome<SubjectSchema>> EditTags(TagRequest request, CancellationToken cancellationToken);

    /// <summary>The subject that this one stands for (reference 2.5), or null.</summary>
    [Alias("find-alias")]
    Task<string?> FindAlias(CancellationToken cancellationToken);

    [Alias("lookup")]
    Task<Outcome<SubjectSchema>> Lookup(LookupRequest request, CancellationToken cancellationToken);

    /// <summary>A version by number, or the latest by −1.</summary>
    [Alias("get-version")]
    Task<Outcome<SubjectSchema>> GetVersion(int version, bool includeDeleted, CancellationToken cancellationToken);

    /// <summary>
    /// An undeleted version by number, or the latest by −1, of a subject that stands for itself; else null. The same object
    /// while nothing has changed, where caller and grain share a process.
    /// </summary>
    [Alias("peek")]
    Task<SubjectSchema?> Peek(int version);

    /// <summary>The newest version whose metadata properties hold all the pairs.</summary>
    [Alias("find-by-metadata")]
    Task<Outcome<SubjectSchema>> FindByMetadata(
        ImmutableArray<KeyValuePair<string, string>> pairs, bool includeDeleted, CancellationToken cancellationToken);

    /// <summary>Ascending; empty when there is none that the view shows.</summary>
    [Alias("list-versions")]
    Task<ImmutableArray<VersionEntry>> ListVersions(DeletedView view, CancellationToken cancellationToken);

    [Alias("check")]
    Task<Outcome<CompatibilityAnswer>> CheckCompatibility(CompatibilityRequest request, CancellationToken cancellationToken);

    [Alias("delete-version")]
    Task<Outcome<int>> DeleteVersion(int version, bool permanent, Caller caller, CancellationToken cancellationToken);

    [Alias("delete")]
    Task<Outcome<ImmutableArray<int>>> Delete(bool permanent, Caller caller, CancellationToken cancellationToken);

    /// <summary>Removes for good what is left of a soft-deleted subject, whatever its mode, so that it can be imported into.</summary>
    [Alias("purge")]
    Task<Outcome<ImmutableArray<int>>> Purge(Caller caller, CancellationToken cancellationToken);

    /// <summary>Shows a soft-deleted version again and returns it. An addition to the protocol.</summary>
    [Alias("restore-version")]
    Task<Outcome<SubjectSchema>> RestoreVersion(int version, Caller caller, CancellationToken cancellationToken);

    [Alias("get-settings")]
    Task<SettingsAnswer> GetSettings(CancellationToken cancellationToken);

    [Alias("update-config")]
    Task<Outcome<RegistryConfig>> UpdateConfig(ConfigPatch patch, Caller caller, CancellationToken cancellationToken);

    /// <summary>Removes the subject's configuration and returns what it was.</summary>
    [Alias("delete-config")]
    Task<Outcome<RegistryConfig>> DeleteConfig(Caller caller, CancellationToken cancellationToken);

    /// <summary>Null clears the mode.</summary>
    [Alias("set-mode")]
    Task<Outcome<bool>> SetMode(RegistryMode? mode, bool force, Caller caller, CancellationToken cancellationToken);

    /// <summary>Removes the subject's mode and returns what it was.</summary>
    [Alias("delete-mode")]
    Task<Outcome<RegistryMode>> DeleteMode(Caller caller, CancellationToken cancellationToken);
}
