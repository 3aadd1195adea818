using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>Schemas by id and by GUID (reference 4.3).</summary>
internal static class SchemaRoutes
{
    public static void MapSchemas(this IEndpointRouteBuilder routes)
    {
        routes.Get("/schemas", Right.ReadSchemas, ListRoutes.Schemas);
        routes.Get("/schemas/types", Right.None, Types);
        routes.Get("/schemas/ids/{id}", Right.ReadSchemas, GetById);
        routes.Get("/schemas/ids/{id}/schema", Right.ReadSchemas, GetText);
        routes.Get("/schemas/ids/{id}/subjects", Right.ReadSchemas, ListSubjects);
        routes.Get("/schemas/ids/{id}/versions", Right.ReadSchemas, ListVersions);
        routes.Get("/schemas/guids/{guid}", Right.ReadSchemas, GetByGuid);
        routes.Get("/schemas/guids/{guid}/ids", Right.ReadSchemas, ListIds);
    }

    private static Task<Answer> Types(RestCall call) => Task.FromResult(Answer.Json(writer =>
    {
        writer.WriteStartArray();
        foreach (var type in call.Options.SchemaTypes)
        {
            writer.WriteStringValue(type.WireName());
        }

        writer.WriteEndArray();
    }));

    private static async Task<Answer> GetById(RestCall call)
    {
        var found = await Find(call);
        if (found.Error is { } error)
        {
            return Answer.Error(error);
        }

        var schema = found.Value!;
        var text = await Formatted(call, schema);
        int? maxId = call.Query.Flag("fetchMaxId") ? await call.Reader.MaxId(schema.Context, call.Cancelled) : null;
        return Answer.Json(writer => SchemaJson.WriteSchemaString(writer, schema, ShownUse(call, schema), text, maxId));
    }

    private static async Task<Answer> GetText(RestCall call)
    {
        var found = await Find(call);
        return found.Error is { } error ? Answer.Error(error) : Answer.Text(await Formatted(call, found.Value!));
    }

    private static Task<Answer> ListSubjects(RestCall call) => ListUses(
        call,
        (writer, uses) =>
        {
            foreach (var subject in uses.Select(use => use.Subject).Distinct())
            {
                writer.WriteStringValue(subject);
            }
        });

    private static Task<Answer> ListVersions(RestCall call) => ListUses(
        call,
        (writer, uses) =>
        {
            foreach (var use in uses)
            {
                writer.WriteStartObject();
                writer.WriteString("subject", use.Subject);
                writer.WriteNumber("version", use.Version);
                writer.WriteEndObject();
            }
        });

    private static async Task<Answer> ListUses(
        RestCall call, Action<System.Text.Json.Utf8JsonWriter, IEnumerable<SubjectUse>> write)
    {
        if (!ListRange.TryRead(call.Query, out var range))
        {
            return Answer.Error(RestErrors.NotFound);
        }

        var found = await Find(call);
        if (found.Error is { } error)
        {
            return Answer.Error(error.Code == 40403 ? RegistryErrors.SchemaNotFound() : error);
        }

        var uses = found.Value!.Uses.Where(use => !use.Deleted || call.Query.Flag("deleted"));
        return Answer.Json(writer =>
        {
            writer.WriteStartArray();
            write(writer, range.Of(uses));
            writer.WriteEndArray();
        });
    }

    private static async Task<Answer> GetByGuid(RestCall call)
    {
        var text = call.PathText("guid");
        if (!Guid.TryParseExact(text, "D", out var guid)
            || await call.Reader.FindIds(guid, call.Cancelled) is not [var first, ..]
            || await call.Reader.FindSchema(first.Context, first.Id, call.Cancelled) is not { } schema)
        {
            return Answer.Error(RegistryErrors.SchemaNotFound(text));
        }

        var formatted = await Formatted(call, schema);
        return Answer.Json(writer => SchemaJson.WriteSchemaString(writer, schema, shown: null, formatted, maxId: null));
    }

    private static async Task<Answer> ListIds(RestCall call)
    {
        var ids = Guid.TryParseExact(call.PathText("guid"), "D", out var guid)
            ? await call.Reader.FindIds(guid, call.Cancelled)
            : ImmutableArray<ContextId>.Empty;
        return Answer.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (var key in ids)
            {
                writer.WriteStartObject();
                writer.WriteString("context", key.Context);
                writer.WriteNumber("id", key.Id);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    /// <summary>Resolves the id under the subject of the query (reference 2.4).</summary>
    private static async Task<Outcome<SchemaById>> Find(RestCall call)
    {
        var text = call.PathText("id");
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
        {
            return RestErrors.NotFound;
        }

        var subject = call.Query.Subject("subject");
        if (subject is not { } named || named.IsContext)
        {
            return await FindIn(call, subject?.Context ?? SubjectName.DefaultContext, id);
        }

        var here = await FindIn(call, named.Context, id);
        if (here.Value is { } schema && Uses(schema, named))
        {
            return here;
        }

        if (!named.IsDefaultContext)
        {
            return RegistryErrors.SchemaNotFound(id);
        }

        foreach (var context in await call.Reader.FindContexts(named.Name, call.Cancelled))
        {
            if (context != SubjectName.DefaultContext
                && await FindIn(call, context, id) is { Value: { } elsewhere } found
                && Uses(elsewhere, named with { Context = context }))
            {
                return found;
            }
        }

        return here;
    }

    private static async Task<Outcome<SchemaById>> FindIn(RestCall call, string context, int id) =>
        id > 0 && await call.Reader.FindSchema(context, id, call.Cancelled) is { } schema
            ? schema
            : RegistryErrors.SchemaNotFound(id);

    private static bool Uses(SchemaById schema, SubjectName subject)
    {
        var shown = subject.ToString();
        return schema.Uses.Any(use => use.Subject == shown);
    }

    // The subject that was asked for, else the first that shows the schema undeleted, else the first at all.
    private static SubjectUse? ShownUse(RestCall call, SchemaById schema)
    {
        var asked = call.Query.Text("subject");
        return schema.Uses.FirstOrDefault(use => use.Subject == asked)
            ?? schema.Uses.FirstOrDefault(use => !use.Deleted)
            ?? schema.Uses.FirstOrDefault();
    }

    private static async Task<string> Formatted(RestCall call, SchemaById schema) =>
        call.Query.Text("format") is { Length: > 0 } format
            ? await call.Reader.Format(schema.Context, schema.Id, format, call.Cancelled)
            : schema.Content.Text;
}
