using System.Collections.Immutable;
using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Gateway.Grpc.Streams;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Lists. What is wrong with a request ends the list before its first item.</summary>
internal static class ListCalls
{
    public static async IAsyncEnumerable<Wire.ListSubjectsResponse> Subjects(GrpcCall call, Wire.ListSubjectsRequest request)
    {
        var first = FirstPage(
            request.Context, request.AllContexts, request.NamePrefix, WireEnums.Read(request.Deleted).OrThrow(), request.AfterSubject, 0);
        var subjects = Paging.Items(
            first, call.Reader.ListSubjects, subject => subject.Subject.Length, Paging.LimitOf(request.Limit), call.Cancelled);
        await foreach (var subject in subjects)
        {
            yield return new Wire.ListSubjectsResponse { Subject = subject.Subject };
        }
    }

    public static async IAsyncEnumerable<Wire.ListSchemasResponse> Schemas(GrpcCall call, Wire.ListSchemasRequest request)
    {
        var deleted = request.IncludeDeleted ? DeletedView.Show : DeletedView.Hide;
        var first = FirstPage(
            request.Context, request.AllContexts, request.NamePrefix, deleted, request.AfterSubject, request.AfterVersion);
        first = new ListRequest(
            first.Filter with { LatestOnly = request.LatestOnly }, first.Limit, request.RuleType.Length == 0 ? null : request.RuleType);
        var schemas = Paging.Items(
            first, call.Reader.ListSchemas, schema => schema.Content.Text.Length, Paging.LimitOf(request.Limit), call.Cancelled);
        await foreach (var schema in schemas)
        {
            yield return new Wire.ListSchemasResponse { Version = SchemaMessages.Show(schema) };
        }
    }

    public static async IAsyncEnumerable<Wire.ListContextsResponse> Contexts(GrpcCall call, Wire.ListContextsRequest request)
    {
        var first = FirstPage("", isForAll: true, request.Prefix, DeletedView.Hide, request.AfterContext, 0);
        var contexts = Paging.Items(
            first,
            (page, token) => call.Reader.ListContexts(request.Prefix, page.Filter.After?.Subject, page.Limit, token),
            context => context.Length,
            Paging.LimitOf(request.Limit),
            call.Cancelled);
        await foreach (var context in contexts)
        {
            yield return new Wire.ListContextsResponse { Context = context };
        }
    }

    public static async IAsyncEnumerable<Wire.ListVersionsResponse> Versions(GrpcCall call, Wire.ListVersionsRequest request)
    {
        var view = WireEnums.Read(request.Deleted).OrThrow();
        var versions = await call.OnSubject<ImmutableArray<VersionEntry>>(request.Subject, async (_, grain) =>
            await grain.ListVersions(view, call.Cancelled) is { IsEmpty: false } some
                ? some
                : RegistryErrors.SubjectNotFound(request.Subject));
        foreach (var entry in versions.OrThrow())
        {
            yield return new Wire.ListVersionsResponse { Version = entry.Version, Deleted = entry.Deleted };
        }
    }

    public static async IAsyncEnumerable<Wire.ListReferrersResponse> Referrers(GrpcCall call, Wire.ListReferrersRequest request)
    {
        var version = SubjectCalls.VersionOf(request.HasVersion, request.Version).OrThrow();
        var target = (await call.OnSubject(
            request.Subject, (_, grain) => grain.GetVersion(version, includeDeleted: true, call.Cancelled))).OrThrow();
        foreach (var referrer in await call.Reader.ListReferrers(target.Subject, target.Version, call.Cancelled))
        {
            if (!referrer.Deleted || request.IncludeDeleted)
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
    }

    public static async IAsyncEnumerable<Wire.ListSchemaIdsResponse> Ids(GrpcCall call, Wire.ListSchemaIdsRequest request)
    {
        if (!Guid.TryParseExact(request.Guid, "D", out var guid))
        {
            yield break;
        }

        foreach (var key in await call.Reader.FindIds(guid, call.Cancelled))
        {
            yield return new Wire.ListSchemaIdsResponse { Id = SchemaMessages.Id(key.Context, key.Id) };
        }
    }

    public static async IAsyncEnumerable<Wire.ListSchemaUsesResponse> Uses(GrpcCall call, Wire.ListSchemaUsesRequest request)
    {
        foreach (var use in (await SchemaCalls.Find(call, request.Id)).OrThrow().Uses)
        {
            if (!use.Deleted || request.IncludeDeleted)
            {
                yield return new Wire.ListSchemaUsesResponse { Use = SchemaMessages.Show(use) };
            }
        }
    }

    private static ListRequest FirstPage(
        string context, bool isForAll, string prefix, DeletedView deleted, string after, int afterVersion)
    {
        var name = GrpcCall.ContextName(context);
        foreach (var given in new[] { name, prefix, after })
        {
            if (!new SubjectName(SubjectName.DefaultContext, given).IsStorable)
            {
                throw RegistryErrors.InvalidSubject(given).ToException();
            }
        }

        var place = after.Length == 0 ? null : new ListCursor(after, afterVersion);
        return new ListRequest(new ListFilter(isForAll ? null : name, prefix, deleted, After: place), Paging.FirstPage);
    }
}
