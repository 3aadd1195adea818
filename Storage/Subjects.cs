using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage;

/// <summary>One version in a subject's list. Texts are loaded on demand, by id.</summary>
/// <param name="Version">1 to 2^31-1.</param>
/// <param name="Id">The id of its content in the subject's context.</param>
/// <param name="Hash">The identity of its content.</param>
/// <param name="Deleted">Soft-deleted: hidden, still served by id.</param>
/// <param name="CreatedAt">Database time of the registration, milliseconds since 1970.</param>
/// <param name="Shape">Given in a subject's own list only.</param>
public sealed record VersionRow(int Version, int Id, ContentHash Hash, bool Deleted, long CreatedAt, TextShape Shape = default);

/// <summary>A subject as of one revision.</summary>
/// <param name="Revision">Moved by every change of versions or settings; 0 when the subject has no row yet.</param>
/// <param name="Versions">Ascending, soft-deleted ones included.</param>
public sealed record SubjectSnapshot(
    SubjectName Name, long Revision, RegistryConfig? Config, RegistryMode? Mode, ImmutableArray<VersionRow> Versions);

/// <summary>The settings of a context or of the global scope.</summary>
public sealed record ScopeSettings(string Scope, long Revision, RegistryConfig? Config, RegistryMode? Mode);

/// <summary>The id for a content; taken when the content had none.</summary>
public readonly record struct ContentId(int Id, bool IsTaken);

/// <summary>A schema as it was read.</summary>
/// <param name="Generation">See <see cref="ISchemaStore.ReadGeneration"/>; as of when this was read.</param>
public sealed record StoredSchema(SchemaById Schema, long Generation);
