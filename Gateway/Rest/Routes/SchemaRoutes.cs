using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>Schemas by id and by GUID (reference 4.3).</summary>
internal static class SchemaRoutes
{
    public static void MapSchemas(this IEndpointRouteBuilder routes)
    {
        routes.Get("/schemas", Right.ReadSchemas, ListRoutes.Schemas, SchemaOperations.List);
        routes.Get("/schemas/types", Right.None, Types, SchemaOperations.Types);
        routes.Get("/schemas/ids/{id}", Right.ReadSchemas, GetById, SchemaOperations.GetById);
        routes.Get("/schemas/ids/{id}/schema", Right.ReadSchemas, GetText, SchemaOperations.GetText);
        routes.Get("/schemas/ids/{id}/subjects", Right.ReadSchemas, ListSubjects, SchemaOperations.ListSubjects);
        routes.Get("/schemas/ids/{id}/versions", Right.ReadSchemas, ListVersions, SchemaOperations.ListVersions);
        routes.Get("/schemas/guids/{guid}", Right.ReadSchemas, GetByGuid, SchemaOperations.GetByGuid);
        routes.Get("/schemas/guids/{guid}/ids", Right.ReadSchemas, ListIds, SchemaOperations.ListIds);
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
        var found = await IdSearch.Find(call);
        return found.Error is { } error ? Answer.Error(error) : await Show(call, found.Value!);
    }

    private static async Task<Answer> GetText(RestCall call)
    {
        var found = await IdSearch.Find(call);
        if (found.Error is { } error)
        {
            return Answer.Error(error);
        }

        var schema = found.Value!.Schema;
        var (content, _) = await SchemaView.Of(call, schema.Context, schema.Id, schema.Content);
        return Answer.Text(content.Text);
    }

    private static Task<Answer> ListSubjects(RestCall call) => ListUses(
        call,
        uses => uses.Select(use => use.Subject).Distinct(),
        static (writer, subject) => writer.WriteStringValue(subject));

    private static Task<Answer> ListVersions(RestCall call) => ListUses(
        call,
        uses => uses,
        static (writer, use) =>
        {
            writer.WriteStartObject();
            writer.WriteString("subject", use.Subject);
            writer.WriteNumber("version", use.Version);
            writer.WriteEndObject();
        });

    private static async Task<Answer> ListUses<T>(
        RestCall call, Func<IEnumerable<SchemaUse>, IEnumerable<T>> list, Action<Utf8JsonWriter, T> write)
    {
        if (!ListRange.TryRead(call.Query, out var range))
        {
            return Answer.Error(RestErrors.NotFound);
        }

        var found = await IdSearch.Find(call, isFresh: true);
        if (found.Error is { } error)
        {
            return Answer.Error(error.Code == 40403 ? RegistryErrors.SchemaNotFound() : error);
        }

        var uses = found.Value!.Schema.Uses.Where(use => !use.Deleted || call.Query.Flag("deleted"));
        return Answer.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (var item in range.Of(list(uses)))
            {
                write(writer, item);
            }

            writer.WriteEndArray();
        });
    }

    private static async Task<Answer> GetByGuid(RestCall call)
    {
        var text = call.PathText("guid");
        return Guid.TryParseExact(text, "D", out var guid) && await IdSearch.FindByGuid(call, guid) is { } found
            ? await Show(call, found)
            : Answer.Error(RegistryErrors.SchemaNotFound(text));
    }

    private static async Task<Answer> ListIds(RestCall call)
    {
        var ids = Guid.TryParseExact(call.PathText("guid"), "D", out var guid)
            ? await call.Reader.FindIds(guid, call.Cancelled)
            : ImmutableArray<SchemaId>.Empty;
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

    private static async Task<Answer> Show(RestCall call, ShownSchema found)
    {
        if (SchemaView.IsPlain(call.Query))
        {
            return Answer.Of(found.Json());
        }

        var schema = found.Schema;
        var (content, tags) = await SchemaView.Of(call, schema.Context, schema.Id, schema.Content);
        int? maxId = call.Query.Flag("fetchMaxId") ? await call.Reader.MaxId(schema.Context, call.Cancelled) : null;
        return Answer.Json(writer =>
            SchemaJson.WriteSchemaString(writer, found, content, tags, maxId));
    }
}
