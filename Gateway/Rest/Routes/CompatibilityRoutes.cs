using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Subjects;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>Compatibility checks (reference 4.4).</summary>
internal static class CompatibilityRoutes
{
    private const string Versions = "/compatibility/subjects/{subject}/versions";

    public static void MapCompatibility(this IEndpointRouteBuilder routes)
    {
        routes.Post(Versions, Right.ReadSchemas, CheckAll, SchemaDescriptions.Check);
        routes.Post(Versions + "/{version}", Right.ReadSchemas, CheckVersion, SchemaDescriptions.CheckVersion);
    }

    private static Task<Answer> CheckAll(RestCall call) => Check(call, "testCompatibilityForSubject.request", version: null);

    private static Task<Answer> CheckVersion(RestCall call) => Check(call, "testCompatibilityBySubjectName.request", call.Version);

    private static async Task<Answer> Check(RestCall call, string argument, Outcome<int>? version)
    {
        var isVerbose = call.Query.Flag("verbose");
        var body = await call.Body(argument, SchemaBody.Read);
        if (body.Error is { Code: not 42201 } error)
        {
            return Answer.Error(error);
        }

        if (version?.Error is { } invalid)
        {
            return Answer.Error(invalid);
        }

        if (body.Error is { } unreadable)
        {
            return version is { Value: > 0 and var number } && !await IsThere(call, number)
                ? Answer.Error(RegistryErrors.VersionNotFound(number))
                : isVerbose ? Incompatible(unreadable.Message)
                : Answer.Error(unreadable);
        }

        var check = new CheckCompatibility(
            call.Caller, call.Subject, body.Value!.Schema, version?.Value, call.Query.Flag("normalize"), isVerbose);
        return Answer.Of(await call.Ask(check), (writer, answer) => Write(writer, answer, isVerbose));
    }

    private static async Task<bool> IsThere(RestCall call, int version) =>
        (await call.Ask(new ReadVersion(call.Caller, call.Subject, version, IncludeDeleted: false, SearchesContexts: false))).Error is null;

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
