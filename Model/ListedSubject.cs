namespace SchemaRegistry.Model;

/// <summary>A subject with at least one version.</summary>
/// <param name="Subject">Qualified outside the default context.</param>
/// <param name="LiveVersions">How many are not soft-deleted.</param>
/// <param name="Versions">How many there are in all.</param>
public sealed record ListedSubject(string Subject, long Revision, int LiveVersions, int Versions);
