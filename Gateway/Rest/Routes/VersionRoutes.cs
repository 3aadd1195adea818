using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Subjects;
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
        routes.Get(Versions, Right.ReadSchemas, List, SubjectDescriptions.ListVersions);
        routes.Get(Version, Right.ReadSchemas, Get, SubjectDescriptions.GetVersion);
        routes.Delete(Version, Right.DeleteSchemas, Delete, SubjectDescriptions.DeleteVersion);
        routes.Get(Version + "/schema", Right.ReadSchemas, GetText, SubjectDescriptions.GetText);
        routes.Get(Version + "/referencedby", Right.ReadSchemas, ReferencedBy, SubjectDescriptions.ReferencedBy);
        routes.Post(Version + "/restore", Right.DeleteSchemas, Restore, SubjectDescriptions.Restore);
        routes.Post(Version + "/tags", Right.RegisterSchemas, EditTags, SubjectDescriptions.EditTags);
    }

    public static Answer Show(Outcome<ShownVersion> found) =>
        Answer.Of(found, static (writer, shown) => SchemaJson.WriteSubjectSchema(writer, shown.Schema, shown.Tags));

    private static async Task<Answer> List(RestCall call)
    {
        if (!ListRange.TryRead(call.Query, out var range))
        {
            return Answer.Error(RestErrors.NotFound);
        }

        var (asNegative, deleted) = (call.Query.Flag("deletedAsNegative"), call.Query.Flag("deleted"));
        var view = call.Query.Flag("deletedOnly") ? DeletedView.Only
            : deleted || asNegative ? DeletedView.Show
            : DeletedView.Hide;

        // Negative numbers alone do not make a subject visible: that takes deleted=true.
        var needsLive = view == DeletedView.Show && !deleted;
        var versions = await call.Ask(new ListVersions(call.Caller, call.Subject, view, needsLive));
        return Answer.Of(versions, (writer, entries) => NumbersJson.Write(
            writer, range.Of(entries).Select(entry => asNegative && entry.Deleted ? -entry.Version : entry.Version))).Tagged();
    }

    private static async Task<Answer> Get(RestCall call) => Show(await Find(call)).Tagged();

    private static async Task<Answer> GetText(RestCall call)
    {
        var found = await Find(call);
        return found.Error is { } error ? Answer.Error(error) : Answer.Text(found.Value!.Schema.Content.Text).Tagged();
    }

    private static async Task<Answer> ReferencedBy(RestCall call)
    {
        if (!ListRange.TryRead(call.Query, out var range))
        {
            return Answer.Error(RestErrors.NotFound);
        }

        var version = call.Version;
        if (version.Error is { } invalid)
        {
            return Answer.Error(invalid);
        }

        var referrers = await call.Ask(new ListReferrers(
            call.Caller, call.Subject, version.Value, call.Query.Flag("deleted"), SearchesContexts: true));
        return Answer.Of(referrers, (writer, all) =>
            NumbersJson.Write(writer, range.Of(all.Select(referrer => referrer.Id).Distinct())));
    }

    private static async Task<Answer> Delete(RestCall call)
    {
        var version = call.Version;
        return version.Error is { } invalid
            ? Answer.Error(invalid)
            : Answer.Of(
                await call.Ask(new DeleteVersion(call.Caller, call.Subject, version.Value, call.Query.Flag("permanent"))),
                static (writer, number) => writer.WriteNumberValue(number));
    }

    private static async Task<Answer> Restore(RestCall call)
    {
        var version = call.Version;
        if (version is { Error: null, Value: RegisterRequest.LatestVersion })
        {
            version = RegistryErrors.InvalidVersion(call.PathText("version"));
        }

        return version.Error is { } invalid
            ? Answer.Error(invalid)
            : Show(await call.Ask(new RestoreVersion(call.Caller, call.Subject, version.Value) { Form = call.Query.Form }));
    }

    private static async Task<Answer> EditTags(RestCall call)
    {
        var version = call.Version;
        var body = await call.Body("modifyTags.tagSchemaRequest", body => TagsBody.Read(body, version.Value, call.Caller));
        return (body.Error ?? version.Error) is { } error
            ? Answer.Error(error)
            : RegistrationRoutes.ShowRegistered(
                await call.Ask(new EditTags(call.Caller, call.Subject, body.Value!) { Form = call.Query.Form }));
    }

    private static async Task<Outcome<ShownVersion>> Find(RestCall call)
    {
        var version = call.Version;
        return version.Error is { } invalid
            ? invalid
            : await call.Ask(new ReadVersion(
                call.Caller, call.Subject, version.Value, call.Query.Flag("deleted"), SearchesContexts: true)
            {
                Form = call.Query.Form,
            });
    }
}
