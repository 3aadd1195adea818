using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Commits;

/// <summary>Where the id of a registration comes from.</summary>
public enum IdSource
{
    /// <summary>Freshly taken; the content must not have another id in the context.</summary>
    New,

    /// <summary>The id the content already has in the context; it must still be there.</summary>
    Known,

    /// <summary>Given by the client in IMPORT mode; the id must be free or carry the same content. Raises the counter.</summary>
    Imported,
}

/// <summary>Adds a version to a subject, or in IMPORT mode replaces one.</summary>
/// <param name="ExpectedRevision">The revision the decision was made on; 0 for a subject without a row.</param>
/// <param name="References">The versions the content refers to; each must exist when the change commits.</param>
/// <param name="Removed">Older soft-deleted versions of the subject with the same id, which this one replaces.</param>
public sealed record RegisterVersion(
    SubjectName Subject,
    long ExpectedRevision,
    int Version,
    int Id,
    IdSource IdSource,
    SchemaContent Content,
    ContentHash Hash,
    Guid Guid,
    ImmutableArray<SubjectVersion> References,
    ImmutableArray<int> Removed,
    SettingsRevisions Settings,
    CommitOrigin Origin);
