using SchemaRegistry.Schemas;

namespace SchemaRegistry.Storage;

public enum DeletedFilter
{
    /// <summary>Only what is not soft-deleted.</summary>
    Exclude,

    /// <summary>Everything.</summary>
    Include,

    /// <summary>Subjects whose versions are all soft-deleted; versions that are.</summary>
    Only,
}

/// <summary>Which part of the catalog to list.</summary>
/// <param name="Context">Null for all contexts.</param>
/// <param name="NamePrefix">Prefix of the local name, ordinal.</param>
/// <param name="After">Start after this qualified name; null starts at the beginning.</param>
/// <param name="AfterVersion">
/// In a list of versions, start within <paramref name="After"/> after this version; 0 starts after the whole subject.
/// </param>
/// <param name="Skip">
/// How many items to leave out at the beginning, which are counted by the subjects that hold them and not read. Not together
/// with <paramref name="After"/>.
/// </param>
public sealed record CatalogFilter(
    string? Context, string NamePrefix, DeletedFilter Deleted, SubjectName? After = null, int AfterVersion = 0, int Skip = 0);

/// <summary>A subject with at least one version.</summary>
public sealed record CatalogSubject(SubjectName Subject, long Revision, int LiveVersions, int Versions);

/// <summary>A version with its content.</summary>
public sealed record CatalogVersion(SubjectName Subject, VersionRow Row, Guid Guid, SchemaContent Content);

/// <summary>A version that refers to another; deleted when it is soft-deleted.</summary>
public sealed record Referrer(SchemaId Schema, SubjectName Subject, int Version, bool Deleted);

/// <summary>A subject that stands for another (reference 2.5).</summary>
public sealed record SubjectAlias(SubjectName Alias, string Target);
