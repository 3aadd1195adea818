using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Commits;

/// <summary>Shows soft-deleted versions of a subject again. A version that is not soft-deleted makes it stale.</summary>
public sealed record RestoreVersions(
    SubjectName Subject, long ExpectedRevision, ImmutableArray<int> Versions, SettingsRevisions Settings, CommitOrigin Origin);
