using System.Globalization;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Gateway.Rest;

/// <summary>A schema found by id, and the use of it that is shown with it.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Shown">The use, whose time and state are shown.</param>
/// <param name="IsNamed">Whether its subject and version are shown too; with a GUID they are not.</param>
internal sealed record FoundSchema(SchemaById Schema, SubjectUse? Shown, bool IsNamed = true);

/// <summary>Resolves an id under the subject that a client gives along with it (reference 2.4).</summary>
internal static class IdSearch
{
    public static async Task<Outcome<FoundSchema>> Find(RestCall call)
    {
        if (!int.TryParse(call.PathText("id"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
        {
            return RestErrors.NotFound;
        }

        var subject = await call.QuerySubject();
        if (subject is not { } named || named.IsContext)
        {
            return await FindIn(call, subject?.Context ?? SubjectName.DefaultContext, id) is { } any
                ? new FoundSchema(any, UseIn(any, subject: null))
                : RegistryErrors.SchemaNotFound(id);
        }

        var here = await FindIn(call, named.Context, id);
        if (here is not null && UseIn(here, named) is { } use)
        {
            return new FoundSchema(here, use);
        }

        if (!named.IsDefaultContext)
        {
            return RegistryErrors.SchemaNotFound(id);
        }

        if (await FindElsewhere(call, named, id) is { } elsewhere)
        {
            return elsewhere;
        }

        return here is null ? RegistryErrors.SchemaNotFound(id) : new FoundSchema(here, UseIn(here, subject: null));
    }

    /// <summary>The schema behind a GUID, in the default context if it is there (reference 4.3).</summary>
    public static async Task<FoundSchema?> FindByGuid(RestCall call, Guid guid) =>
        await call.Reader.FindIds(guid, call.Cancelled) is [var first, ..]
        && await call.Reader.FindSchema(first.Context, first.Id, call.Cancelled) is { } schema
            ? new FoundSchema(schema, UseIn(schema, subject: null), IsNamed: false)
            : null;

    private static async Task<FoundSchema?> FindElsewhere(RestCall call, SubjectName named, int id)
    {
        foreach (var context in await call.Reader.FindContexts(named.Name, call.Cancelled))
        {
            if (context != SubjectName.DefaultContext
                && await FindIn(call, context, id) is { } schema
                && UseIn(schema, named with { Context = context }) is { } use)
            {
                return new FoundSchema(schema, use);
            }
        }

        return null;
    }

    private static async Task<SchemaById?> FindIn(RestCall call, string context, int id) =>
        id >= 0 && new SubjectName(context, "").IsStorable ? await call.Reader.FindSchema(context, id, call.Cancelled) : null;

    // A use that is not deleted is shown rather than one that is, a new one rather than an old one.
    private static SubjectUse? UseIn(SchemaById schema, SubjectName? subject)
    {
        var name = subject?.ToString();
        SubjectUse? shown = null;
        foreach (var use in schema.Uses)
        {
            if ((name is null || use.Subject == name) && (shown is null || shown.Deleted || (!use.Deleted && name is not null)))
            {
                shown = use;
            }
        }

        return shown;
    }
}
