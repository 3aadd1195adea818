using System.Collections.Immutable;

namespace SchemaRegistry.Storage.Commits;

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
    IdInUse,

    /// <summary>A version referred to does not exist (<see cref="CommitResult.Offender"/>).</summary>
    ReferenceMissing,

    /// <summary>A version to delete is referred to (<see cref="CommitResult.Offender"/> is the version to delete).</summary>
    Referenced,

    /// <summary>The context still holds subjects.</summary>
    NotEmpty,

    /// <summary>Another request has the id of this one (<see cref="CommitOrigin.Asked"/>).</summary>
    RequestIdReused,

    /// <summary>Somebody was told meanwhile that this request is refused (<see cref="CommitOrigin.Refusals"/>).</summary>
    RequestRefused,
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
