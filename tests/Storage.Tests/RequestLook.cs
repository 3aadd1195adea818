using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Tests;

internal static class RequestLook
{
    /// <summary>The newest entry that a request has left behind, or null.</summary>
    public static async Task<LoggedChange?> FindChange(this ISubjectStore store, Guid requestId, CancellationToken cancellationToken) =>
        (await store.FindRequest(requestId, cancellationToken)).Change;
}
