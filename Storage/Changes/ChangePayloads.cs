using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Storage.Changes;

/// <summary>A version that a registered content refers to, by its qualified subject.</summary>
public sealed record TargetPayload(string Subject, int Version);

/// <summary>What <see cref="ChangeKind.Registered"/> carries.</summary>
/// <param name="Sha256">The identity of the content, in lower-case hexadecimal.</param>
/// <param name="Targets">The versions the content refers to, resolved.</param>
/// <param name="Removed">Soft-deleted versions of the subject that this one replaced.</param>
/// <param name="Purged">Ids whose last use this change took away.</param>
/// <param name="Content">Given when this change brought the content behind the id; else an earlier one did.</param>
public sealed record RegisteredPayload(
    int Version,
    int Id,
    Guid Guid,
    string Sha256,
    ImmutableArray<TargetPayload> Targets,
    ImmutableArray<int> Removed,
    ImmutableArray<int> Purged,
    SchemaContent? Content);

/// <summary>
/// What <see cref="ChangeKind.Deleted"/>, <see cref="ChangeKind.PermanentlyDeleted"/> and <see cref="ChangeKind.Restored"/> carry.
/// </summary>
/// <param name="Purged">Ids whose last use this change took away.</param>
/// <param name="Earlier">What changes before this one have deleted for the same request; null when it is the only one.</param>
public sealed record DeletedPayload(ImmutableArray<int> Versions, ImmutableArray<int> Purged, ImmutableArray<int>? Earlier = null)
{
    /// <summary>All that was deleted for the request, ascending.</summary>
    public ImmutableArray<int> All => Earlier is { } earlier ? [.. earlier.Concat(Versions).Order()] : Versions;
}

/// <summary>What <see cref="ChangeKind.SubjectSettingsChanged"/> and <see cref="ChangeKind.ScopeSettingsChanged"/> carry.</summary>
/// <param name="Changed">Which of the two the change was about; null for both.</param>
/// <param name="Removed">What a removal took away; null in other changes, and in those that older builds wrote.</param>
public sealed record SettingsPayload(
    RegistryConfig? Config, RegistryMode? Mode, SettingsPart? Changed = null, RemovedSettings? Removed = null);
