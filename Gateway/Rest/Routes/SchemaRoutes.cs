using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Schemas;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>Schemas by id and by GUID (reference 4.3).</summary>
internal static class SchemaRoutes
{
    private const int SchemaNotFound = 40403;

    public static void MapSchemas(this IEndpointRouteBuilder routes)
    {
        routes.Get("/schemas", Right.ReadSchemas, ListRoutes.Schemas, SchemaDescriptions.List);
        routes.Get("/schemas/types", Right.None, Types, SchemaDescriptions.Types);
        routes.Get("/schemas/ids/{id}", Right.ReadSchemas, GetById, SchemaDescriptions.GetById);
        routes.Get("/schemas/ids/{id}/schema", Right.ReadSchemas, GetText, SchemaDescriptions.GetText);
        routes.Get("/schemas/ids/{id}/subjects", Right.ReadSchemas, ListSubjects, SchemaDescriptions.ListSubjects);
        routes.Get("/schemas/ids/{id}/versions", Right.ReadSchemas, ListVersions, SchemaDescriptions.ListVersions);
        routes.Get("/schemas/guids/{guid}", Right.ReadSchemas, GetByGuid, SchemaDescriptions.GetByGuid);
        routes.Get("/schemas/guids/{guid}/ids", Right.ReadSchemas, ListIds, SchemaDescriptions.ListIds);
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

    private static async Task<Answer> GetById(RestCall call) =>
        Show(await Find(call, call.Query.Form, wantsMaxId: call.Query.Flag("fetchMaxId")));

    private static async Task<Answer> GetText(RestCall call)
    {
        var found = await Find(call, call.Query.Form);
        return found.Error is { } error ? Answer.Error(error) : Answer.Text(found.Value!.Content.Text);
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

        var found = await Find(call, SchemaForm.Stored, readsPastMemory: true);
        if (found.Error is { } error)
        {
            return Answer.Error(error.Code == SchemaNotFound ? RegistryErrors.SchemaNotFound() : error);
        }

        var uses = found.Value!.Shown.Schema.Uses.Where(use => !use.Deleted || call.Query.Flag("deleted"));
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
        if (!Guid.TryParseExact(text, "D", out var guid))
        {
            return Answer.Error(RegistryErrors.SchemaNotFound(text));
        }

        var found = await call.Ask(new ReadSchemaByGuid(call.Caller, Target.Everything, guid)
        {
            ReadsPastMemory = true,
            WantsMaxId = call.Query.Flag("fetchMaxId"),
            Form = call.Query.Form,
        });

        // As the client wrote it, in whichever case.
        return Show(found.Error is { Code: SchemaNotFound } ? RegistryErrors.SchemaNotFound(text) : found);
    }

    private static async Task<Answer> ListIds(RestCall call)
    {
        var ids = Guid.TryParseExact(call.PathText("guid"), "D", out var guid)
            ? await call.Ask(new ListSchemaIds(call.Caller, guid))
            : ImmutableArray<SchemaId>.Empty;
        return Answer.Of(ids, static (writer, keys) =>
        {
            writer.WriteStartArray();
            foreach (var key in keys)
            {
                writer.WriteStartObject();
                writer.WriteString("context", key.Context);
                writer.WriteNumber("id", key.Id);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    /// <summary>The schema of the path's id, under the subject that the client gives along with it (reference 2.4).</summary>
    private static async Task<Outcome<FoundSchema>> Find(
        RestCall call, SchemaForm form, bool wantsMaxId = false, bool readsPastMemory = false)
    {
        if (!int.TryParse(call.PathText("id"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
        {
            return RestErrors.NotFound;
        }

        var subject = call.Query.Subject("subject") ?? new SubjectName(SubjectName.DefaultContext, "");
        return await call.Ask(new ReadSchema(call.Caller, Target.Named(subject), id, subject.IsContext ? "" : subject.ToString())
        {
            SearchesContexts = true,
            AcceptsAnyUse = true,
            ReadsPastMemory = readsPastMemory,
            WantsMaxId = wantsMaxId,
            Form = form,
        });
    }

    private static Answer Show(Outcome<FoundSchema> found) =>
        found.Value is { IsStored: true, Shown: var shown } ? Answer.Of(shown.Json()) : Answer.Of(found, SchemaJson.WriteSchemaString);
}
