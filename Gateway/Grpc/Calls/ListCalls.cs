using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Lists;
using SchemaRegistry.Gateway.Registry.Schemas;
using SchemaRegistry.Gateway.Registry.Subjects;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Lists. What is wrong with a request ends the list before its first item.</summary>
internal static class ListCalls
{
    public static async IAsyncEnumerable<Wire.ListSubjectsResponse> Subjects(GrpcCall call, Wire.ListSubjectsRequest request)
    {
        var filter = FilterOf(
            request.Context, request.AllContexts, request.NamePrefix, WireEnums.Read(request.Deleted).OrThrow(), request.AfterSubject, 0);
        var subjects = new ListSubjects(call.Reader, filter, Pages.Sizes, Pages.LimitOf(request.Limit));
        await foreach (var subject in call.List(subjects))
        {
            yield return new Wire.ListSubjectsResponse { Subject = subject.Subject };
        }
    }

    public static async IAsyncEnumerable<Wire.ListSchemasResponse> Schemas(GrpcCall call, Wire.ListSchemasRequest request)
    {
        var deleted = request.IncludeDeleted ? DeletedView.Show : DeletedView.Hide;
        var filter = FilterOf(
            request.Context, request.AllContexts, request.NamePrefix, deleted, request.AfterSubject, request.AfterVersion);
        var schemas = new ListSchemas(
            call.Reader,
            filter with { LatestOnly = request.LatestOnly },
            Pages.Sizes,
            request.RuleType.Length == 0 ? null : request.RuleType,
            Pages.LimitOf(request.Limit));
        await foreach (var schema in call.List(schemas))
        {
            yield return new Wire.ListSchemasResponse { Version = SchemaMessages.Show(schema) };
        }
    }

    public static async IAsyncEnumerable<Wire.ListContextsResponse> Contexts(GrpcCall call, Wire.ListContextsRequest request)
    {
        var filter = FilterOf("", isForAll: true, request.Prefix, DeletedView.Hide, request.AfterContext, 0);
        var contexts = new ListContexts(
            call.Reader, request.Prefix, filter.After?.Subject, Pages.Sizes, Pages.LimitOf(request.Limit));
        await foreach (var context in call.List(contexts))
        {
            yield return new Wire.ListContextsResponse { Context = context };
        }
    }

    public static async IAsyncEnumerable<Wire.ListVersionsResponse> Versions(GrpcCall call, Wire.ListVersionsRequest request)
    {
        var view = WireEnums.Read(request.Deleted).OrThrow();
        var versions = await call.Ask(new ListVersions(call.Reader, GrpcCall.TargetOf(request.Subject), view));
        if (versions.Error is { Status: 404 })
        {
            // An alias too is called by the name that the caller knows.
            throw RegistryErrors.SubjectNotFound(SubjectName.Parse(request.Subject).ToString()).ToException();
        }

        foreach (var entry in versions.OrThrow())
        {
            yield return new Wire.ListVersionsResponse { Version = entry.Version, Deleted = entry.Deleted };
        }
    }

    public static async IAsyncEnumerable<Wire.ListReferrersResponse> Referrers(GrpcCall call, Wire.ListReferrersRequest request)
    {
        var version = SubjectCalls.VersionOf(request.HasVersion, request.Version).OrThrow();
        var referrers = await call.Ask(new ListReferrers(
            call.Reader, GrpcCall.TargetOf(request.Subject), version, request.IncludeDeleted, SearchesContexts: true));
        foreach (var referrer in referrers.OrThrow())
        {
            yield return new Wire.ListReferrersResponse
            {
                Id = SchemaMessages.Id(SubjectName.Parse(referrer.Subject).Context, referrer.Id),
                Subject = referrer.Subject,
                Version = referrer.Version,
                Deleted = referrer.Deleted,
            };
        }
    }

    public static async IAsyncEnumerable<Wire.ListSchemaIdsResponse> Ids(GrpcCall call, Wire.ListSchemaIdsRequest request)
    {
        if (!Guid.TryParseExact(request.Guid, "D", out var guid))
        {
            yield break;
        }

        foreach (var key in (await call.Ask(new ListSchemaIds(call.Reader, guid))).OrThrow())
        {
            yield return new Wire.ListSchemaIdsResponse { Id = SchemaMessages.Id(key.Context, key.Id) };
        }
    }

    public static async IAsyncEnumerable<Wire.ListSchemaUsesResponse> Uses(GrpcCall call, Wire.ListSchemaUsesRequest request)
    {
        var key = request.Id ?? throw GrpcErrors.Missing("id").ToException();
        var context = Target.InContext(ContextName.Read(key.Context).OrThrow());
        var found = await call.Ask(new ReadSchema(call.Reader, context, key.Id, Asked: "") { ReadsPastMemory = true });
        foreach (var use in found.OrThrow().Shown.Schema.Uses)
        {
            if (!use.Deleted || request.IncludeDeleted)
            {
                yield return new Wire.ListSchemaUsesResponse { Use = SchemaMessages.Show(use) };
            }
        }
    }

    private static ListFilter FilterOf(
        string context, bool isForAll, string prefix, DeletedView deleted, string after, int afterVersion)
    {
        var name = ContextName.Read(context).OrThrow();
        if (!new SubjectName(SubjectName.DefaultContext, after).IsStorable)
        {
            throw RegistryErrors.InvalidSubject(after).ToException();
        }

        var place = after.Length == 0 ? null : new ListCursor(after, afterVersion);
        return new ListFilter(isForAll ? null : name, prefix, deleted, After: place);
    }
}
