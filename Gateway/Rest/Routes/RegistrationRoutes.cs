using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Subjects;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>Registering a schema under a subject (reference 3.1 and 6).</summary>
internal static class RegistrationRoutes
{
    public static void MapRegistration(this IEndpointRouteBuilder routes) =>
        routes.Post("/subjects/{subject}/versions", Right.RegisterSchemas, Register, SubjectDescriptions.Register);

    /// <summary>The answer to a registration.</summary>
    public static Answer ShowRegistered(Outcome<ShownVersion> registered) =>
        Answer.Of(registered, static (writer, shown) => SchemaJson.WriteRegistered(writer, shown.Schema));

    private static async Task<Answer> Register(RestCall call)
    {
        var subject = call.Subject;
        var body = await call.Body("register.request", SchemaBody.Read);
        if (body.Error is { } error)
        {
            // Before a schema that cannot be read comes a name that takes none (reference 6.1).
            return Answer.Error(
                error.Code == 42201 && !subject.Name.IsWritable ? RegistryErrors.InvalidSubject(subject.Name.ToString()) : error);
        }

        var (schema, version, id, tags) = body.Value!;
        var registration = new RegisterSchema(
            call.Caller, subject, schema, version, id, call.Query.Flag("normalize"), call.Query.Flag("force"), tags)
        {
            Form = call.Query.Form,
        };
        return registration.Form.IsStored && call.LocalAnswers.FindRegistered(registration) is { } known
            ? ShowRegistered(new ShownVersion(known, []))
            : ShowRegistered(await call.Ask(registration));
    }
}
