using System.Globalization;
using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest;

/// <summary>Resolves an id under the subject that a client gives along with it (reference 2.4).</summary>
internal static class IdSearch
{
    /// <param name="isFresh">Whether to read past what is in memory, which may lack uses that are not shown with the schema.</param>
    public static async Task<Outcome<ShownSchema>> Find(RestCall call, bool isFresh = false)
    {
        if (!int.TryParse(call.PathText("id"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
        {
            return RestErrors.NotFound;
        }

        var subject = call.QuerySubject();
        var context = subject?.Context ?? SubjectName.DefaultContext;
        if (id < 0 || !new SubjectName(context, "").IsStorable)
        {
            return RegistryErrors.SchemaNotFound(id);
        }

        var found = subject is { IsContext: false } named ? await FindUnder(call, named, id, isFresh) : await FindAny(call, context, id, isFresh);
        return found is null ? RegistryErrors.SchemaNotFound(id) : found;
    }

    /// <summary>The schema behind a GUID, in the default context if it is there (reference 4.3).</summary>
    public static async Task<ShownSchema?> FindByGuid(RestCall call, Guid guid) =>
        await call.Reader.FindIds(guid, call.Cancelled) is [var first, ..]
        && await call.Reader.FindSchemaFresh(first.Context, first.Id, call.Cancelled) is { } schema
            ? new ShownSchema(schema, asked: "", ShownUse.Of(schema, subject: null), isNamed: false)
            : null;

    private static ValueTask<ShownSchema?> FindAny(RestCall call, string context, int id, bool isFresh) => Get(
        call, context, id, asked: "", ShownUse.Any, isFresh);

    private static async ValueTask<ShownSchema?> FindUnder(RestCall call, SubjectName asked, int id, bool isFresh)
    {
        // Before aliases are resolved, which takes the subject's grain: what is known needs nobody else.
        if (!isFresh && call.Schemas.Find(asked.Context, id, asked.ToString()) is { } known)
        {
            return known;
        }

        var named = await call.Resolve(asked);
        if (await FindUse(call, named, asked, id, isFresh) is { } here)
        {
            return here;
        }

        return named.IsDefaultContext
            ? await FindElsewhere(call, named, id, isFresh) ?? await FindAny(call, named.Context, id, isFresh)
            : null;
    }

    private static async Task<ShownSchema?> FindElsewhere(RestCall call, SubjectName named, int id, bool isFresh)
    {
        foreach (var context in await call.Reader.FindContexts(named.Name, call.Cancelled))
        {
            var there = named with { Context = context };
            if (context != SubjectName.DefaultContext && await FindUse(call, there, there, id, isFresh) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static async ValueTask<ShownSchema?> FindUse(RestCall call, SubjectName named, SubjectName asked, int id, bool isFresh)
    {
        if (!named.IsStorable)
        {
            return null;
        }

        var name = named.ToString();
        return await Get(
            call,
            named.Context,
            id,
            asked.ToString(),
            schema => ShownUse.Of(schema, name) is { } use ? new ShownUse(use) : null,
            isFresh);
    }

    private static async ValueTask<ShownSchema?> Get(
        RestCall call, string context, int id, string asked, Func<SchemaById, ShownUse?> select, bool isFresh)
    {
        if (!isFresh)
        {
            return await call.Schemas.Get(context, id, asked, select, call.Cancelled);
        }

        return await call.Reader.FindSchemaFresh(context, id, call.Cancelled) is { } schema && select(schema) is { } shown
            ? new ShownSchema(schema, asked, shown.Use)
            : null;
    }
}
