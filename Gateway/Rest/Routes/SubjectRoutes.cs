using System.Collections.Immutable;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;
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

    private static async Task<Answer> Register(RestCall call)
    {
        var body = await call.Body("register.request", SchemaBody.Read);
        return body.Error is { Code: not 42201 } error
            ? Answer.Error(error)
            : await ShowRegistered(call, await AliasHop.Ask(call.GivenSubject, (subject, mindsAlias) => Register(call, subject, body, mindsAlias)));
    }

    private static async Task<Outcome<SubjectSchema>> Register(RestCall call, SubjectName subject, Outcome<SchemaBody> body, bool mindsAlias)
    {
        if (!subject.IsWritable)
        {
            return RegistryErrors.InvalidSubject(subject.ToString());
        }

        if (body.Error is { } invalid)
        {
            return invalid;
        }

        var request = new RegisterRequest(
            body.Value!.Schema,
            body.Value.Version,
            body.Value.Id,
            call.Query.Flag("normalize"),
            call.Query.Flag("force"),
            body.Value.Tags,
            call.Caller,
            mindsAlias);
        var registered = call.Near?.FindRegistered(subject, request) is { } known
            ? Task.FromResult<Outcome<SubjectSchema>>(known)
            : call.Subject(subject).Register(request, call.Cancelled);
        return await call.Schemas.After(subject, request, registered);
    }

    /// <summary>The answer to a registration, with the text in the form asked for.</summary>
    public static async Task<Answer> ShowRegistered(RestCall call, Outcome<SubjectSchema> registered)
    {
        if (registered.Error is { } error)
        {
            return Answer.Error(error);
        }

        var schema = registered.Value!;
        var (content, _) = await SchemaView.Of(call, SubjectName.Parse(schema.Subject).Context, schema.Id, schema.Content);
        return Answer.Json(writer => SchemaJson.WriteRegistered(writer, schema with { Content = content }));
    }

    private static async Task<Answer> Lookup(RestCall call)
    {
        var body = await call.Body("lookUpSchemaUnderSubject.request", SchemaBody.Read);
        if (body.Error is { } error)
        {
            return Answer.Error(error);
        }

        var request = new LookupRequest(body.Value!.Schema, call.Query.Flag("normalize"), call.Query.Flag("deleted"));
        var found = await AliasHop.Ask(call.GivenSubject, (subject, mindsAlias) => FallbackSearch.Ask(
            call,
            subject,
            call.Subject(subject).Lookup(request with { MindsAlias = mindsAlias }, call.Cancelled),
            grain => grain.Lookup(request, call.Cancelled)));
        return await VersionRoutes.Show(call, found);
    }

    private static async Task<Answer> Delete(RestCall call)
    {
        var subject = await call.PathSubject();
        var deletion = call.Subject(subject).Delete(call.Query.Flag("permanent"), call.Caller, call.Cancelled);
        return Answer.Of(await call.Schemas.After(subject, deletion), (writer, versions) => NumbersJson.Write(writer, versions));
    }

    private static async Task<Answer> FindByMetadata(RestCall call)
    {
        // Of pairs with one key the last counts.
        var pairs = call.Query.All("key").Zip(call.Query.All("value"), KeyValuePair.Create)
            .Reverse().DistinctBy(pair => pair.Key).ToImmutableArray();
        var subject = await call.PathSubject();
        return await VersionRoutes.Show(
            call, await call.Subject(subject).FindByMetadata(pairs, call.Query.Flag("deleted"), call.Cancelled));
    }
}
