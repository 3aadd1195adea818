using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>Compatibility checks (reference 4.4).</summary>
internal static class CompatibilityRoutes
{
    private const string Versions = "/compatibility/subjects/{subject}/versions";

    public static void MapCompatibility(this IEndpointRouteBuilder routes)
    {
        routes.Post(Versions, Right.ReadSchemas, CheckAll, SchemaOperations.Check);
        routes.Post(Versions + "/{version}", Right.ReadSchemas, CheckVersion, SchemaOperations.CheckVersion);
    }

    private static Task<Answer> CheckAll(RestCall call) => Check(call, "testCompatibilityForSubject.request", version: null);

    private static async Task<Answer> CheckVersion(RestCall call)
    {
        var version = VersionNumber.Parse(call.PathText("version"));
        return version.Error is { } invalid
            ? Answer.Error(invalid)
            : await Check(call, "testCompatibilityBySubjectName.request", version.Value);
    }

    private static async Task<Answer> Check(RestCall call, string argument, int? version)
    {
        var isVerbose = call.Query.Flag("verbose");
        var body = await call.Body(argument, SchemaBody.Read);
        if (body.Error is { } error)
        {
            return isVerbose && error.Code == 42201 ? Incompatible(error.Message) : Answer.Error(error);
        }

        var request = new CompatibilityRequest(body.Value!.Schema, version, call.Query.Flag("normalize"), isVerbose);
        return Answer.Of(
            await AliasHop.Ask(call.GivenSubject, (subject, mindsAlias) => call.Subject(subject)
                .CheckCompatibility(request with { MindsAlias = mindsAlias }, call.Cancelled)),
            (writer, answer) => Write(writer, answer, isVerbose));
    }

    private static Answer Incompatible(string message) => Answer.Json(
        writer => Write(writer, new CompatibilityAnswer(false, [message], []), isVerbose: true));

    private static void Write(Utf8JsonWriter writer, CompatibilityAnswer answer, bool isVerbose)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("is_compatible", answer.IsCompatible);
        if (isVerbose)
        {
            ContractJson.WriteNames(writer, "messages", answer.Messages);
        }

        writer.WriteEndObject();
    }
}
