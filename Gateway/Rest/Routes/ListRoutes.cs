using System.Runtime.CompilerServices;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>Lists across subjects. Each is written page by page as it is read.</summary>
internal static class ListRoutes
{
    private const int SubjectPage = 2_000;
    private const int SchemaPage = 50;
    private const int DefaultSchemas = 1_000;
    private const string AllContexts = ":*:";

    public static Task<Answer> Subjects(RestCall call)
    {
        if (!ListRange.TryRead(call.Query, out var range))
        {
            return Task.FromResult(Answer.Error(RestErrors.NotFound));
        }

        var request = RequestOf(call, AllContexts) with { Deleted = ViewOf(call), Limit = SubjectPage };
        return Task.FromResult(Answer.List(
            Pages(request, call.Reader.ListSubjects, range, call.Cancelled),
            static (writer, listed) => writer.WriteStringValue(listed.Subject)));
    }

    public static Task<Answer> Schemas(RestCall call)
    {
        if (!ListRange.TryRead(call.Query, out var range, DefaultSchemas, DefaultSchemas))
        {
            return Task.FromResult(Answer.Error(RestErrors.NotFound));
        }

        var request = RequestOf(call, "") with
        {
            Deleted = call.Query.Flag("deleted") ? DeletedView.Show : DeletedView.Hide,
            LatestOnly = call.Query.Flag("latestOnly"),
            Limit = SchemaPage,
        };
        return Task.FromResult(Answer.List(
            Pages(request, call.Reader.ListSchemas, range, call.Cancelled), SchemaJson.WriteSubjectSchema));
    }

    public static Task<Answer> Contexts(RestCall call)
    {
        if (!ListRange.TryRead(call.Query, out var range))
        {
            return Task.FromResult(Answer.Error(RestErrors.NotFound));
        }

        var prefix = call.Query.Text("contextPrefix") ?? "";
        var first = new ListRequest(null, prefix, DeletedView.Hide, false, null, SubjectPage);
        return Task.FromResult(Answer.List(
            Pages(
                first,
                (request, token) => call.Reader.ListContexts(prefix, request.After?.Subject, request.Limit, token),
                range,
                call.Cancelled),
            static (writer, name) => writer.WriteStringValue(name)));
    }

    private static DeletedView ViewOf(RestCall call) =>
        call.Query.Flag("deletedOnly") ? DeletedView.Only
        : call.Query.Flag("deleted") ? DeletedView.Show
        : DeletedView.Hide;

    // An empty prefix is the default context alone; ":*:" is every context (reference 7.2).
    private static ListRequest RequestOf(RestCall call, string absent)
    {
        var prefix = call.Query.Text("subjectPrefix") ?? (call.Query.Context is null ? absent : "");
        if (prefix.StartsWith(AllContexts, StringComparison.Ordinal))
        {
            return new ListRequest(null, prefix[AllContexts.Length..], DeletedView.Hide, false, null, SubjectPage);
        }

        var subject = call.Query.Context is { } context ? SubjectName.ParseWithin(context, prefix) : SubjectName.Parse(prefix);
        return new ListRequest(subject.Context, subject.Name, DeletedView.Hide, false, null, SubjectPage);
    }

    private static async IAsyncEnumerable<T> Pages<T>(
        ListRequest first,
        Func<ListRequest, CancellationToken, Task<Page<T>>> read,
        ListRange range,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (skip, take) = (range.Offset, range.Limit);
        for (var request = first; take > 0;)
        {
            var page = await read(request, cancellationToken);
            foreach (var item in page.Items)
            {
                if (skip > 0)
                {
                    skip--;
                    continue;
                }

                if (take-- == 0)
                {
                    yield break;
                }

                yield return item;
            }

            if (page.Next is null)
            {
                yield break;
            }

            request = request with { After = page.Next };
        }
    }
}
