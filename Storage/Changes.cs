using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage;

/// <summary>Who asked for a change, and by which request; both are kept in the change log.</summary>
/// <param name="RequestId">The same for every retry of one request.</param>
public sealed record ChangeOrigin(string Actor, Guid RequestId, string? Reason = null);

/// <summary>Where the id of a registration comes from.</summary>
public enum IdSource
{
    /// <summary>Freshly taken; the content must not have another id in the context.</summary>
    Taken,

    /// <summary>The id the content already has in the context; it must still be there.</summary>
    Known,

    /// <summary>Given by the client in IMPORT mode; the id must be free or carry the same content. Raises the counter.</summary>
    Imported,
}

/// <summary>The settings a decision relied on. A commit under other revisions is refused.</summary>
public sealed record SettingsRevisions(long Context, long Global);

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
    ChangeOrigin Origin);

/// <summary>A version of a subject.</summary>
public sealed record SubjectVersion(SubjectName Subject, int Version);

/// <summary>
/// Deletes versions of one subject. A soft deletion is refused while an undeleted version of another subject refers to one
/// of them, a permanent one while any does; a single version (<paramref name="WholeSubject"/> false) is also protected by
/// its own subject's other versions. A permanent deletion of the last version removes the subject's settings.
/// </summary>
public sealed record DeleteVersions(
    SubjectName Subject,
    long ExpectedRevision,
    ImmutableArray<int> Versions,
    bool Permanent,
    bool WholeSubject,
    SettingsRevisions Settings,
    ChangeOrigin Origin);

/// <summary>One of the two settings that are stored together.</summary>
public enum SettingsPart
{
    Config,
    Mode,
}

/// <summary>Shows soft-deleted versions of a subject again. A version that is not soft-deleted makes it stale.</summary>
public sealed record RestoreVersions(
    SubjectName Subject, long ExpectedRevision, ImmutableArray<int> Versions, SettingsRevisions Settings, ChangeOrigin Origin);

/// <summary>What was set before it was removed, so that a retried removal is answered as the first one was.</summary>
public sealed record RemovedSettings(RegistryConfig? Config, RegistryMode? Mode);

/// <summary>Replaces a subject's settings; null members are cleared.</summary>
/// <param name="Changed">Which of the two the change is about, for those who follow the log; null for both.</param>
/// <param name="Removed">For the log, what a removal takes away; null for other changes.</param>
public sealed record ChangeSubjectSettings(
    SubjectName Subject,
    long ExpectedRevision,
    RegistryConfig? Config,
    RegistryMode? Mode,
    SettingsRevisions Settings,
    ChangeOrigin Origin,
    SettingsPart? Changed = null,
    RemovedSettings? Removed = null);

/// <summary>Replaces the settings of a context or of the global scope; null members are cleared.</summary>
/// <param name="Changed">Which of the two the change is about, for those who follow the log; null for both.</param>
/// <param name="Removed">For the log, what a removal takes away; null for other changes.</param>
public sealed record ChangeScopeSettings(
    string Scope,
    long ExpectedRevision,
    RegistryConfig? Config,
    RegistryMode? Mode,
    ChangeOrigin Origin,
    SettingsPart? Changed = null,
    RemovedSettings? Removed = null);

/// <summary>Removes an empty context with its settings. Its ids stay used.</summary>
public sealed record DeleteContext(string Context, ChangeOrigin Origin);

public enum CommitStatus
{
    Committed,

    /// <summary>The revision is another one: reload.</summary>
    Stale,

    /// <summary>The revisions of the settings relied on are others: reload them and decide again.</summary>
    SettingsChanged,

    /// <summary>The content already has another id (<see cref="CommitResult.Id"/>): use that one.</summary>
    ContentHasOtherId,

    /// <summary>The known id is gone since it was read, or an import used the taken one meanwhile: take a new one.</summary>
    ContentGone,

    /// <summary>The imported id carries or carried other content.</summary>
    IdTaken,

    /// <summary>A version referred to does not exist (<see cref="CommitResult.Offender"/>).</summary>
    ReferenceMissing,

    /// <summary>A version to delete is referred to (<see cref="CommitResult.Offender"/> is the version to delete).</summary>
    Referenced,

    /// <summary>The context still holds subjects.</summary>
    NotEmpty,
}

/// <summary>What became of a change.</summary>
/// <param name="Revision">The revision now.</param>
/// <param name="CommittedAt">Database time, milliseconds since 1970; 0 when not committed.</param>
/// <param name="Removed">
/// The versions of <see cref="RegisterVersion.Removed"/> that went; those that something refers to stayed.
/// </param>
public sealed record CommitResult(
    CommitStatus Status,
    long Revision = 0,
    long CommittedAt = 0,
    int Id = 0,
    SubjectVersion? Offender = null,
    ImmutableArray<int> Removed = default);
