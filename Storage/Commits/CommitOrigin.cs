using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Commits;

/// <summary>Who asked for a change, and by which request; both are kept in the change log.</summary>
/// <param name="RequestId">The same for every retry of one request.</param>
/// <param name="Asked">
/// What the request asks for, where others could bear its id: then the id is tied to actor, subject, kind of change and this for
/// <see cref="StoreDefaults.RequestsKept"/>, and a change for another request under it is refused. Null ties nothing.
/// </param>
/// <param name="Refusals">
/// How often this request had been refused when work on it began (<see cref="Changes.RequestPast"/>). When it is refused later, this change is
/// not made.
/// </param>
public sealed record CommitOrigin(
    string Actor, Guid RequestId, string? Reason = null, ContentHash? Asked = null, long Refusals = 0);
