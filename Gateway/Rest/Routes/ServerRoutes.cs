using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Settings;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>The root, contexts, and what describes the server (reference 4.1 and 4.6).</summary>
internal static class ServerRoutes
{
    public static void MapServer(this IEndpointRouteBuilder routes)
    {
        routes.Get("/", Right.None, Empty, ServerDescriptions.Root);
        routes.Post("/", Right.None, Empty, ServerDescriptions.Root);
        routes.Get("/v1/metadata/id", Right.None, ClusterId, ServerDescriptions.ClusterId);
        routes.Get("/v1/metadata/version", Right.None, Version, ServerDescriptions.Version);
        routes.Get("/v1/metadata/deployment", Right.None, Deployment, ServerDescriptions.Deployment);
        routes.Get("/contexts", Right.ReadSchemas, ListRoutes.Contexts, ServerDescriptions.ListContexts);
        routes.Delete("/contexts/{context}", Right.DeleteSchemas, DeleteContext, ServerDescriptions.DeleteContext);
    }

    private static Task<Answer> Empty(RestCall call) => Task.FromResult(Answer.Json(static writer =>
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }));

    private static Task<Answer> ClusterId(RestCall call) => Task.FromResult(Answer.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("scope");
        writer.WriteStartArray("path");
        writer.WriteEndArray();
        writer.WriteStartObject("clusters");
        writer.WriteString("kafka-cluster", call.Options.ClusterId);
        writer.WriteString("schema-registry-cluster", call.Options.ServiceId);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }));

    private static Task<Answer> Version(RestCall call) => Task.FromResult(Answer.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("version", call.Options.Version);
        writer.WriteString("commitId", call.Options.Commit);
        writer.WriteEndObject();
    }));

    private static Task<Answer> Deployment(RestCall call) => Task.FromResult(Answer.Json(static writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("attributes");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }));

    private static async Task<Answer> DeleteContext(RestCall call)
    {
        var context = SubjectName.Parse(call.PathText("context")).Context;
        var outcome = await call.Ask(new DeleteContext(call.Caller, context));
        return outcome.Error is { } error ? Answer.Error(error) : Answer.NoContent;
    }
}
