namespace SchemaRegistry.Model;

/// <summary>A schema under a subject (reference 3.3).</summary>
/// <param name="Subject">Qualified outside the default context.</param>
/// <param name="CreatedAt">Milliseconds since 1970; null where the protocol leaves it out.</param>
/// <param name="Deleted">Soft-deleted; null where the protocol leaves it out.</param>
public sealed record SubjectSchema(
    string Subject, int Version, int Id, Guid Guid, SchemaContent Content, long? CreatedAt, bool? Deleted);
