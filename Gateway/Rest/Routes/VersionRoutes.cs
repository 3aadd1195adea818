using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>The versions of a subject (reference 4.2).</summary>
internal static class VersionRoutes
{
    private const string Versions = "/subjects/{subject}/versions";
    private const string Version = Versions + "/{version}";

    public static void MapVersions(this IEndpointRouteBuilder routes)
    {
        routes.Get(Versions, Right.ReadSchemas, List, SubjectOperations.ListVersions);
        routes.Get(Version, Right.ReadSchemas, Get, SubjectOperations.GetVersion);
        routes.Delete(Version, Right.DeleteSchemas, Delete, SubjectOperations.DeleteVersion);
        routes.Get(Version + "/schema", Right.ReadSchemas, GetText, SubjectOperations.GetText);
        routes.Get(Version + "/referencedby", Right.ReadSchemas, ReferencedBy, SubjectOperations.ReferencedBy);
        routes.Post(Version + "/restore", Right.DeleteSchemas, Restore, SubjectOperations.Restore);
        routes.Post(Version + "/tags", Right.RegisterSchemas, EditTags, SubjectOperations.EditTags);
    }

    /// <summary>A version as the request wants it to be shown.</summary>
    public static async Task<Answer> Show(RestCall call, Outcome<SubjectSchema> found)
    {
        if (found.Error is { } error)
        {
            return Answer.Error(error);
        }

        var schema = found.Value!;
        var (content, tags) = await SchemaView.Of(call, SubjectName.Parse(schema.Subject).Context, schema.Id, schema.Content);
        return Answer.Json(writer => SchemaJson.WriteSubjectSchema(writer, schema with { Content = content }, tags));
    }

    private static async Task<Answer> List(RestCall call)
    {
        if (!ListRange.TryRead(call.Query, out var range))
        {
            return Answer.Error(RestErrors.NotFound);
        }

        var subject = await call.PathSubject();
        var asNegative = call.Query.Flag("deletedAsNegative");
        var view = call.Query.Flag("deletedOnly") ? DeletedView.Only
            : call.Query.Flag("deleted") || asNegative ? DeletedView.Show
            : DeletedView.Hide;
        var versions = await call.Subject(subject).ListVersions(view, call.Cancelled);

        // Negative numbers alone do not make a subject visible: that takes deleted=true.
        var isVisible = view != DeletedView.Show || call.Query.Flag("deleted") || versions.Any(entry => !entry.Deleted);
        return versions.IsEmpty || !isVisible
            ? Answer.Error(RegistryErrors.SubjectNotFound(subject.ToString()))
            : Answer.Json(writer => NumbersJson.Write(
                writer, range.Of(versions).Select(entry => asNegative && entry.Deleted ? -entry.Version : entry.Version))).Tagged();
    }

    private static async Task<Answer> Get(RestCall call) => (await Show(call, await Find(call))).Tagged();

    private static async Task<Answer> GetText(RestCall call)
    {
        var found = await Find(call);
        if (found.Error is { } error)
        {
            return Answer.Error(error);
        }

        var schema = found.Value!;
        var (content, _) = await SchemaView.Of(call, SubjectName.Parse(schema.Subject).Context, schema.Id, schema.Content);
        return Answer.Text(content.Text).Tagged();
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

        var target = await FallbackSearch.Ask(
            call, await call.PathSubject(), grain => grain.GetVersion(version.Value, includeDeleted: true, call.Cancelled));
        if (target.Error is { } missing)
        {
            return Answer.Error(missing);
        }

        var referrers = await call.Reader.ListReferrers(target.Value!.Subject, target.Value.Version, call.Cancelled);
        var ids = referrers
            .Where(referrer => !referrer.Deleted || call.Query.Flag("deleted"))
            .Select(referrer => referrer.Id)
            .Distinct();
        return Answer.Json(writer => NumbersJson.Write(writer, range.Of(ids)));
    }

    private static async Task<Answer> Delete(RestCall call)
    {
        var version = VersionNumber.Parse(call.PathText("version"));
        if (version.Error is { } invalid)
        {
            return Answer.Error(invalid);
        }

        var subject = await call.PathSubject();
        var deletion = call.Subject(subject).DeleteVersion(version.Value, call.Query.Flag("permanent"), call.Caller, call.Cancelled);
        return Answer.Of(
            await call.Schemas.After(subject, deletion), static (writer, number) => writer.WriteNumberValue(number));
    }

    private static async Task<Answer> Restore(RestCall call)
    {
        var version = VersionNumber.Parse(call.PathText("version"));
        if (version.Error is null && version.Value == RegisterRequest.LatestVersion)
        {
            version = RegistryErrors.InvalidVersion(call.PathText("version"));
        }

        if (version.Error is { } invalid)
        {
            return Answer.Error(invalid);
        }

        var subject = await call.PathSubject();
        var restoration = call.Subject(subject).RestoreVersion(version.Value, call.Caller, call.Cancelled);
        return await Show(call, await call.Schemas.After(subject, restoration));
    }

    private static async Task<Answer> EditTags(RestCall call)
    {
        var version = VersionNumber.Parse(call.PathText("version"));
        var body = await call.Body("modifyTags.tagSchemaRequest", body => TagsBody.Read(body, version.Value, call.Caller));
        if ((body.Error ?? version.Error) is { } error)
        {
            return Answer.Error(error);
        }

        var subject = await call.PathSubject();
        return await SubjectRoutes.ShowRegistered(
            call, await call.Schemas.After(subject, call.Subject(subject).EditTags(body.Value!, call.Cancelled)));
    }

    private static async Task<Outcome<SubjectSchema>> Find(RestCall call)
    {
        var version = VersionNumber.Parse(call.PathText("version"));
        if (version.Error is { } invalid)
        {
            return invalid;
        }

        var includeDeleted = call.Query.Flag("deleted");
        return await FallbackSearch.Ask(
            call, await call.PathSubject(), grain => grain.GetVersion(version.Value, includeDeleted, call.Cancelled));
    }
}
