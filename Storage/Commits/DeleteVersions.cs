using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Commits;

/// <summary>
/// Deletes versions of one subject. A soft deletion is refused while an undeleted version of another subject refers to one
/// of them, a permanent one while any does; a single version (<paramref name="WholeSubject"/> false) is also protected by
/// its own subject's other versions. A permanent deletion of the last version removes the subject's settings.
/// </summary>
/// <param name="Earlier">For the log, what changes before this one have deleted for the same request; null for none.</param>
public sealed record DeleteVersions(
    SubjectName Subject,
    long ExpectedRevision,
    ImmutableArray<int> Versions,
    bool Permanent,
    bool WholeSubject,
    SettingsRevisions Settings,
    CommitOrigin Origin,
    ImmutableArray<int>? Earlier = null);
