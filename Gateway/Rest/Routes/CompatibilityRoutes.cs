using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>Compatibility checks (reference 4.4).</summary>
internal static class CompatibilityRoutes
{
    public static void MapCompatibility(this IEndpointRouteBuilder routes)
    {
        routes.Post("/compatibility/subjects/{subject}/versions", Right.ReadSchemas, call => Check(call, version: null));
        routes.Post("/compatibility/subjects/{subject}/versions/{version}", Right.ReadSchemas, CheckVersion);
    }

    private static async Task<Answer> CheckVersion(RestCall call)
    {
        var version = VersionNumber.Parse(call.PathText("version"));
        return version.Error is { } invalid ? Answer.Error(invalid) : await Check(call, version.Value);
    }

    private static async Task<Answer> Check(RestCall call, int? version)
    {
        var body = await call.Body("testCompatibilityBySubjectName.request", SchemaBody.Read);
        if (body.Error is { } error)
        {
            return Answer.Error(error);
        }

        var isVerbose = call.Query.Flag("verbose");
        var request = new CompatibilityRequest(body.Value!.Schema, version, call.Query.Flag("normalize"), isVerbose);
        return Answer.Of(
            await call.Subject(call.PathSubject()).CheckCompatibility(request, call.Cancelled),
            (writer, answer) => Write(writer, answer, isVerbose));
    }

    private static void Write(Utf8JsonWriter writer, CompatibilityAnswer answer, bool isVerbose)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("is_compatible", answer.IsCompatible);
        if (isVerbose)
        {
            writer.WriteStartArray("messages");
            foreach (var message in answer.Messages)
            {
                writer.WriteStringValue(message);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
