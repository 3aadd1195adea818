namespace SchemaRegistry.Model;

/// <summary>A version that refers to another.</summary>
/// <param name="Id">The id of its schema in the context of its subject.</param>
/// <param name="Subject">Qualified outside the default context.</param>
/// <param name="Deleted">Soft-deleted.</param>
public sealed record Referrer(int Id, string Subject, int Version, bool Deleted);
