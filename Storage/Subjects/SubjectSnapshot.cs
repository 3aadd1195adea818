using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Subjects;

/// <summary>A subject as of one revision.</summary>
/// <param name="Revision">Moved by every change of versions or settings; 0 when the subject has no row yet.</param>
/// <param name="Versions">Ascending, soft-deleted ones included.</param>
public sealed record SubjectSnapshot(
    SubjectName Name, long Revision, RegistryConfig? Config, RegistryMode? Mode, ImmutableArray<VersionRow> Versions)
{
    /// <summary>Whether a newer build has set what this one does not know.</summary>
    public bool HasUnknownSettings => Mode is RegistryMode.Unknown
        || Config is { Unknown: not null } or { Level: CompatibilityLevel.Unknown } or { Policy: CompatibilityPolicy.Unknown };
}
