using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Storage.Changes;

/// <summary>What happened. A newer build may have logged others, which have no name here.</summary>
public enum ChangeKind
{
    Registered = 0,
    Deleted = 1,
    PermanentlyDeleted = 2,
    SubjectSettingsChanged = 3,
    ScopeSettingsChanged = 4,
    ContextDeleted = 5,
    Restored = 6,
}

/// <summary>
/// One row of the change log. The log is complete: every table can be rebuilt from it. <paramref name="Payload"/> is JSON; a
/// schema's text stands in it once per content and context.
/// </summary>
/// <param name="Asked">
/// <see cref="CommitOrigin.Asked"/>, where a change was looked for by its request; null where it was not given, or was forgotten.
/// </param>
public sealed record LoggedChange(
    long EntryId,
    string Region,
    SubjectName Subject,
    long Revision,
    ChangeKind Kind,
    string Payload,
    string Actor,
    Guid RequestId,
    long At,
    ContentHash? Asked = null);
