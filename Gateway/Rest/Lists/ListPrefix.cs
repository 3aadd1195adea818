using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Lists;

/// <summary>
/// The <c>subjectPrefix</c> of a list (reference 7.2): an empty one is the default context alone, <c>:*:</c> every context.
/// </summary>
internal static class ListPrefix
{
    public const string AllContexts = ":*:";

    /// <param name="query">Of the request.</param>
    /// <param name="absent">The prefix of a request that gives none; inside a context prefix, that context.</param>
    public static ListFilter FilterOf(RestQuery query, string absent)
    {
        var prefix = query.Text("subjectPrefix") ?? (query.Context is null ? absent : "");
        if (prefix.StartsWith(AllContexts, StringComparison.Ordinal))
        {
            return new ListFilter(null, prefix[AllContexts.Length..], DeletedView.Hide);
        }

        var subject = query.Context is { } context ? SubjectName.ParseWithin(context, prefix) : SubjectName.Parse(prefix);
        return new ListFilter(subject.Context, subject.Name, DeletedView.Hide);
    }

    /// <summary>Whether a list with this filter would show the subject.</summary>
    public static bool Matches(ListFilter filter, SubjectName subject) =>
        (filter.Context is null || filter.Context == subject.Context)
        && subject.Name.StartsWith(filter.NamePrefix, StringComparison.Ordinal);
}
