using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Gateway.Rest.Lists;

/// <summary>
/// The <c>subjectPrefix</c> of a list (reference 7.2): an empty one is the default context alone, <c>:*:</c> every context.
/// </summary>
internal static class ListPrefix
{
    public const string AllContexts = ":*:";

    /// <param name="call">The request.</param>
    /// <param name="absent">The prefix of a request that gives none; inside a context prefix, that context.</param>
    /// <param name="page">Items to read at a time.</param>
    public static ListRequest RequestOf(RestCall call, string absent, int page)
    {
        var prefix = call.Query.Text("subjectPrefix") ?? (call.Query.Context is null ? absent : "");
        if (prefix.StartsWith(AllContexts, StringComparison.Ordinal))
        {
            return new ListRequest(null, prefix[AllContexts.Length..], DeletedView.Hide, page);
        }

        var subject = call.Query.Context is { } context ? SubjectName.ParseWithin(context, prefix) : SubjectName.Parse(prefix);
        return new ListRequest(subject.Context, subject.Name, DeletedView.Hide, page);
    }

    /// <summary>Whether a list with this request would show the subject.</summary>
    public static bool Matches(ListRequest request, SubjectName subject) =>
        (request.Context is null || request.Context == subject.Context)
        && subject.Name.StartsWith(request.NamePrefix, StringComparison.Ordinal);
}
