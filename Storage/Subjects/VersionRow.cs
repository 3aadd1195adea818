using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Subjects;

/// <summary>One version in a subject's list. Texts are loaded on demand, by id.</summary>
/// <param name="Version">1 to 2^31-1.</param>
/// <param name="Id">The id of its content in the subject's context.</param>
/// <param name="Hash">The identity of its content.</param>
/// <param name="Deleted">Soft-deleted: hidden, still served by id.</param>
/// <param name="CreatedAt">Database time of the registration, milliseconds since 1970.</param>
/// <param name="Shape">Given in a subject's own list only.</param>
public sealed record VersionRow(int Version, int Id, ContentHash Hash, bool Deleted, long CreatedAt, TextShape Shape = default);
