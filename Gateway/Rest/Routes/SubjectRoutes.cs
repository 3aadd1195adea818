using System.Collections.Immutable;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Subjects;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Gateway.Rest.OpenApi;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>Subjects as a whole: lookup, search, deletion (reference 4.2).</summary>
internal static class SubjectRoutes
{
    public static void MapSubjects(this IEndpointRouteBuilder routes)
    {
        routes.Get("/subjects", Right.ReadSchemas, ListRoutes.Subjects, SubjectDescriptions.List);
        routes.Post("/subjects/{subject}", Right.ReadSchemas, Lookup, SubjectDescriptions.Lookup);
        routes.Delete("/subjects/{subject}", Right.DeleteSchemas, Delete, SubjectDescriptions.Delete);
        routes.Get("/subjects/{subject}/metadata", Right.ReadSchemas, FindByMetadata, SubjectDescriptions.FindByMetadata);
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
