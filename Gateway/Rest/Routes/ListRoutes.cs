using SchemaRegistry.Gateway.Registry.Lists;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Lists;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>Lists across subjects. Each is written page by page as it is read.</summary>
internal static class ListRoutes
{
    private const int DefaultSchemas = 1_000;

    // The first page is one of the store's, less the row that says whether there are more; a later one is four of them.
    private static readonly PageSizes NamePages = new(499, 1_999);

    // A later page is one of the store's; large schemas end it before.
    private static readonly PageSizes SchemaPages = new(100, 499);

    /// <summary>A list of names that has no more than this many is made up whole, and bears an ETag; a first page tells.</summary>
    private static readonly int MaxWhole = NamePages.First - 1;

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

        var filter = ListPrefix.FilterOf(call.Query, ListPrefix.AllContexts) with { Deleted = ViewOf(call), Skip = range.Offset };
        var subjects = call.List(new ListSubjects(call.Caller, filter, NamePages, range.Limit));
        return await Names(call, subjects.Select(listed => listed.Subject), range with { Offset = 0 });
    }

    public static async Task<Answer> Contexts(RestCall call)
    {
        if (!ListRange.TryRead(call.Query, out var range))
        {
            return Answer.Error(RestErrors.NotFound);
        }

        var contexts = new ListContexts(call.Caller, call.Query.Text("contextPrefix") ?? "", After: null, NamePages);
        return await Names(call, call.List(contexts), range);
    }

    public static async Task<Answer> Schemas(RestCall call)
    {
        if (!ListRange.TryRead(call.Query, out var range, DefaultSchemas, DefaultSchemas))
        {
            return Answer.Error(RestErrors.NotFound);
        }

        var filter = ListPrefix.FilterOf(call.Query, "") with
        {
            Deleted = call.Query.Flag("deleted") ? DeletedView.Show : DeletedView.Hide,
            LatestOnly = call.Query.Flag("latestOnly"),
        };
        var list = new ListSchemas(
            call.Caller, filter, SchemaPages, call.Query.Text("ruleType") is { Length: > 0 } type ? type : null);
        if (call.Query.Flag("aliases"))
        {
            return await SchemasWithAliases(call, list, range);
        }

        if (list.RuleType is null)
        {
            list = list with { Filter = filter with { Skip = range.Offset }, Limit = range.Limit };
            range = range with { Offset = 0 };
        }

        return Answer.List(range.Of(call.List(list)), static (writer, schema) => SchemaJson.WriteSubjectSchema(writer, schema, []));
    }

    private static async Task<Answer> SchemasWithAliases(RestCall call, ListSchemas list, ListRange range)
    {
        var aliases = await call.Ask(new ListAliases(call.Caller));
        if (aliases.Error is { } error)
        {
            return Answer.Error(error);
        }

        var aliased = AliasedSubjects.From(aliases.Value);
        return Answer.List(
            range.Of(aliased.List(call, list)),
            (writer, schema) => SchemaJson.WriteSubjectSchema(writer, schema, [], aliased.Of(schema.Subject)));
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
