using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>Subjects and their versions (reference 4.2).</summary>
internal static class SubjectRoutes
{
    public static void MapSubjects(this IEndpointRouteBuilder routes)
    {
        routes.Get("/subjects", Right.ReadSchemas, ListRoutes.Subjects);
        routes.Post("/subjects/{subject}", Right.ReadSchemas, Lookup);
        routes.Delete("/subjects/{subject}", Right.DeleteSchemas, Delete);
        routes.Get("/subjects/{subject}/metadata", Right.ReadSchemas, FindByMetadata);
        routes.Get("/subjects/{subject}/versions", Right.ReadSchemas, ListVersions);
        routes.Post("/subjects/{subject}/versions", Right.RegisterSchemas, Register);
        routes.Get("/subjects/{subject}/versions/{version}", Right.ReadSchemas, GetVersion);
        routes.Delete("/subjects/{subject}/versions/{version}", Right.DeleteSchemas, DeleteVersion);
        routes.Get("/subjects/{subject}/versions/{version}/schema", Right.ReadSchemas, GetText);
        routes.Get("/subjects/{subject}/versions/{version}/referencedby", Right.ReadSchemas, ReferencedBy);
    }

    private static async Task<Answer> Register(RestCall call)
    {
        var body = await call.Body("register.request", SchemaBody.Read);
        if (body.Error is { } error)
        {
            return Answer.Error(error);
        }

        var subject = call.PathSubject();
        if (!subject.IsWritable)
        {
            return Answer.Error(RegistryErrors.InvalidSubject(subject.ToString()));
        }

        var request = new RegisterRequest(
            body.Value!.Schema,
            body.Value.Version,
            body.Value.Id,
            call.Query.Flag("normalize"),
            call.Query.Flag("force"),
            call.Caller);
        return Answer.Of(await call.Subject(subject).Register(request, call.Cancelled), SchemaJson.WriteRegistered);
    }

    private static async Task<Answer> Lookup(RestCall call)
    {
        var body = await call.Body("lookUpSchemaUnderSubject.request", SchemaBody.Read);
        if (body.Error is { } error)
        {
            return Answer.Error(error);
        }

        var subject = call.PathSubject();
        var request = new LookupRequest(body.Value!.Schema, call.Query.Flag("normalize"), call.Query.Flag("deleted"));
        var found = await call.Subject(subject).Lookup(request, call.Cancelled);
        return await Show(call, found);
    }

    private static async Task<Answer> Delete(RestCall call) => Answer.Of(
        await call.Subject(call.PathSubject()).Delete(call.Query.Flag("permanent"), call.Caller, call.Cancelled),
        WriteNumbers);

    private static async Task<Answer> FindByMetadata(RestCall call)
    {
        var pairs = call.Query.All("key").Zip(call.Query.All("value"), KeyValuePair.Create).ToImmutableArray();
        return await Show(
            call, await call.Subject(call.PathSubject()).FindByMetadata(pairs, call.Query.Flag("deleted"), call.Cancelled));
    }

    private static async Task<Answer> ListVersions(RestCall call)
    {
        if (!ListRange.TryRead(call.Query, out var range))
        {
            return Answer.Error(RestErrors.NotFound);
        }

        var subject = call.PathSubject();
        var asNegative = call.Query.Flag("deletedAsNegative");
        var view = call.Query.Flag("deletedOnly") ? DeletedView.Only
            : call.Query.Flag("deleted") || asNegative ? DeletedView.Show
            : DeletedView.Hide;
        var versions = await call.Subject(subject).ListVersions(view, call.Cancelled);

        // Negative numbers alone do not make a subject visible: that takes deleted=true.
        var isVisible = view != DeletedView.Show || call.Query.Flag("deleted") || versions.Any(entry => !entry.Deleted);
        return versions.IsEmpty || !isVisible
            ? Answer.Error(RegistryErrors.SubjectNotFound(subject.ToString()))
            : Answer.Json(writer => WriteNumbers(
                writer, range.Of(versions).Select(entry => asNegative && entry.Deleted ? -entry.Version : entry.Version)));
    }

    private static async Task<Answer> GetVersion(RestCall call) =>
        await Show(call, await FindVersion(call));

    private static async Task<Answer> GetText(RestCall call)
    {
        var found = await FindVersion(call);
        return found.Error is { } error ? Answer.Error(error) : Answer.Text((await Formatted(call, found.Value!)).Content.Text);
    }

    private static async Task<Answer> ReferencedBy(RestCall call)
    {
        if (!ListRange.TryRead(call.Query, out var range))
        {
            return Answer.Error(RestErrors.NotFound);
        }

        var version = VersionNumber.Parse(call.PathText("version"));
        if (version.Error is { } invalid)
        {
            return Answer.Error(invalid);
        }

        var subject = call.PathSubject();
        var target = await call.Subject(subject).GetVersion(version.Value, includeDeleted: true, call.Cancelled);
        if (target.Error is { } missing)
        {
            return Answer.Error(missing);
        }

        var referrers = await call.Reader.ListReferrers(subject.ToString(), target.Value!.Version, call.Cancelled);
        var ids = referrers
            .Where(referrer => !referrer.Deleted || call.Query.Flag("deleted"))
            .Select(referrer => referrer.Id)
            .Distinct();
        return Answer.Json(writer => WriteNumbers(writer, range.Of(ids)));
    }

    private static async Task<Answer> DeleteVersion(RestCall call)
    {
        var version = VersionNumber.Parse(call.PathText("version"));
        return version.Error is { } invalid
            ? Answer.Error(invalid)
            : Answer.Of(
                await call.Subject(call.PathSubject())
                    .DeleteVersion(version.Value, call.Query.Flag("permanent"), call.Caller, call.Cancelled),
                static (writer, number) => writer.WriteNumberValue(number));
    }

    private static async Task<Outcome<SubjectSchema>> FindVersion(RestCall call)
    {
        var version = VersionNumber.Parse(call.PathText("version"));
        return version.Error is { } invalid
            ? invalid
            : await call.Subject(call.PathSubject()).GetVersion(version.Value, call.Query.Flag("deleted"), call.Cancelled);
    }

    private static async Task<Answer> Show(RestCall call, Outcome<SubjectSchema> found) => found.Error is { } error
        ? Answer.Error(error)
        : Answer.Of<SubjectSchema>(await Formatted(call, found.Value!), SchemaJson.WriteSubjectSchema);

    private static async Task<SubjectSchema> Formatted(RestCall call, SubjectSchema schema)
    {
        var format = call.Query.Text("format");
        if (string.IsNullOrEmpty(format))
        {
            return schema;
        }

        var context = Schemas.SubjectName.Parse(schema.Subject).Context;
        var text = await call.Reader.Format(context, schema.Id, format, call.Cancelled);
        return schema with { Content = schema.Content with { Text = text } };
    }

    private static void WriteNumbers(Utf8JsonWriter writer, ImmutableArray<int> numbers) =>
        WriteNumbers(writer, numbers.AsEnumerable());

    private static void WriteNumbers(Utf8JsonWriter writer, IEnumerable<int> numbers)
    {
        writer.WriteStartArray();
        foreach (var number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}
