using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Lists;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>Lists across subjects. Each is written page by page as it is read.</summary>
internal static class ListRoutes
{
    // One less than four of the store's own pages, as one more row is read to see whether there are more.
    private const int NamePage = 1_999;
    // One less than the store's own page; large schemas end a page before.
    private const int SchemaPage = 499;
    private const int DefaultSchemas = 1_000;

    // One page of the store, and the row that says whether there are more.
    private const int FirstNames = 499;

    /// <summary>A list of names that has no more than this many is made up whole, and bears an ETag; a first page tells.</summary>
    private const int MaxWhole = FirstNames - 1;

    /// <summary>The same for one that was asked for with a limit.</summary>
    private const int MaxWholeLimit = 1_000;

    public static async Task<Answer> Subjects(RestCall call)
    {
        if (call.Query.Text("detail") == "latest")
        {
            return await LatestPage.Answer(call);
        }

        if (!ListRange.TryRead(call.Query, out var range))
        {
            return Answer.Error(RestErrors.NotFound);
        }

        var filter = ListPrefix.FilterOf(call, ListPrefix.AllContexts) with { Deleted = ViewOf(call), Skip = range.Offset };
        return await Names(
            call,
            Paging.Items(new ListRequest(filter, NamePage), call.Reader.ListSubjects, FirstNames, call.Cancelled).Select(listed => listed.Subject),
            range with { Offset = 0 });
    }

    public static async Task<Answer> Contexts(RestCall call)
    {
        if (!ListRange.TryRead(call.Query, out var range))
        {
            return Answer.Error(RestErrors.NotFound);
        }

        var prefix = call.Query.Text("contextPrefix") ?? "";
        var first = new ListRequest(new ListFilter(null, prefix, DeletedView.Hide), NamePage);
        var names = Paging.Items(
            first,
            (request, token) => call.Reader.ListContexts(prefix, request.Filter.After?.Subject, request.Limit, token),
            FirstNames,
            call.Cancelled);
        return await Names(call, names, range);
    }

    public static async Task<Answer> Schemas(RestCall call)
    {
        if (!ListRange.TryRead(call.Query, out var range, DefaultSchemas, DefaultSchemas))
        {
            return Answer.Error(RestErrors.NotFound);
        }

        var filter = ListPrefix.FilterOf(call, "") with
        {
            Deleted = call.Query.Flag("deleted") ? DeletedView.Show : DeletedView.Hide,
            LatestOnly = call.Query.Flag("latestOnly"),
        };
        var request = new ListRequest(filter, SchemaPage, call.Query.Text("ruleType") is { Length: > 0 } type ? type : null);
        if (!call.Query.Flag("aliases"))
        {
            if (request.RuleType is null)
            {
                (request, range) = (request with { Filter = filter with { Skip = range.Offset } }, range with { Offset = 0 });
            }

            return Answer.List(
                range.Of(Paging.Items(request, call.Reader.ListSchemas, call.Cancelled)),
                static (writer, schema) => SchemaJson.WriteSubjectSchema(writer, schema, []));
        }

        var aliases = AliasedSubjects.From(await call.Reader.ListAliases(call.Cancelled));
        return Answer.List(
            range.Of(aliases.List(request, call.Reader, call.Cancelled)),
            (writer, schema) => SchemaJson.WriteSubjectSchema(writer, schema, [], aliases.Of(schema.Subject)));
    }

    private static DeletedView ViewOf(RestCall call) =>
        call.Query.Flag("deletedOnly") ? DeletedView.Only
        : call.Query.Flag("deleted") ? DeletedView.Show
        : DeletedView.Hide;

    private static async Task<Answer> Names(RestCall call, IAsyncEnumerable<string> names, ListRange range)
    {
        var most = range.Limit <= MaxWholeLimit ? MaxWholeLimit : MaxWhole;
        var reader = range.Of(names).GetAsyncEnumerator(call.Cancelled);
        var first = new List<string>();
        while (await reader.MoveNextAsync())
        {
            first.Add(reader.Current);
            if (first.Count > most)
            {
                return Answer.List(Joined(first, reader), static (writer, name) => writer.WriteStringValue(name));
            }
        }

        await reader.DisposeAsync();
        return Answer.Json(writer =>
        {
            writer.WriteStartArray();
            first.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }).Tagged();
    }

    private static async IAsyncEnumerable<string> Joined(List<string> first, IAsyncEnumerator<string> others)
    {
        await using var rest = others;
        foreach (var name in first)
        {
            yield return name;
        }

        while (await rest.MoveNextAsync())
        {
            yield return rest.Current;
        }
    }
}
