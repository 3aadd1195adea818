namespace SchemaRegistry.Model;

/// <summary>A version of a subject that uses an id.</summary>
/// <param name="Subject">Qualified outside the default context.</param>
/// <param name="Deleted">Soft-deleted.</param>
/// <param name="CreatedAt">Milliseconds since 1970.</param>
public sealed record SchemaUse(string Subject, int Version, bool Deleted, long CreatedAt);
