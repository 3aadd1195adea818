namespace SchemaRegistry.Storage.Commits;

/// <summary>Who asked for a change, and by which request; both are kept in the change log.</summary>
/// <param name="RequestId">The same for every retry of one request.</param>
public sealed record CommitOrigin(string Actor, Guid RequestId, string? Reason = null);
