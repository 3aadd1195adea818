using System.Collections.Immutable;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Subjects;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>Subjects as a whole: registration, lookup, deletion (reference 4.2).</summary>
internal static class SubjectRoutes
{
    public static void MapSubjects(this IEndpointRouteBuilder routes)
    {
        routes.Get("/subjects", Right.ReadSchemas, ListRoutes.Subjects, SubjectOperations.List);
        routes.Post("/subjects/{subject}", Right.ReadSchemas, Lookup, SubjectOperations.Lookup);
        routes.Delete("/subjects/{subject}", Right.DeleteSchemas, Delete, SubjectOperations.Delete);
        routes.Get("/subjects/{subject}/metadata", Right.ReadSchemas, FindByMetadata, SubjectOperations.FindByMetadata);
        routes.Post("/subjects/{subject}/versions", Right.RegisterSchemas, Register, SubjectOperations.Register);
    }

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

    private static async Task<Answer> Lookup(RestCall call)
    {
        var body = await call.Body("lookUpSchemaUnderSubject.request", SchemaBody.Read);
        return body.Error is { } error
            ? Answer.Error(error)
            : VersionRoutes.Show(await call.Ask(new LookUpSchema(
                call.Caller,
                call.Subject,
                body.Value!.Schema,
                call.Query.Flag("normalize"),
                call.Query.Flag("deleted"),
                SearchesContexts: true)
            {
                Form = call.Query.Form,
            }));
    }

    private static async Task<Answer> Delete(RestCall call) => Answer.Of(
        await call.Ask(new DeleteSubject(call.Caller, call.Subject, call.Query.Flag("permanent"))),
        static (writer, versions) => NumbersJson.Write(writer, versions));

    private static async Task<Answer> FindByMetadata(RestCall call)
    {
        // Of pairs with one key the last counts.
        var pairs = call.Query.All("key").Zip(call.Query.All("value"), KeyValuePair.Create)
            .Reverse().DistinctBy(pair => pair.Key).ToImmutableArray();
        return VersionRoutes.Show(await call.Ask(new FindVersion(call.Caller, call.Subject, pairs, call.Query.Flag("deleted"))
        {
            Form = call.Query.Form,
        }));
    }
}
