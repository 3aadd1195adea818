using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Caching;

/// <summary>
/// Answers reads of a version of a subject before routing: the subject's grain is asked, or its memory where it lives in this
/// process, and what it answers is encoded once. Aliases, other contexts, conditions, errors and all else take the long way.
/// </summary>
internal sealed class VersionShortcut
{
    // By this metrics know what was answered.
    private static readonly Endpoint Operation = new(
        requestDelegate: null,
        new EndpointMetadataCollection(new DescribedRoute(
            HttpMethods.Get, "/subjects/{subject}/versions/{version}", Right.ReadSchemas, SubjectOperations.GetVersion)),
        displayName: null);

    private readonly RequestDelegate _next;
    private readonly IGrainFactory _grains;
    private readonly ISubjectsAtHand? _near;
    private readonly HeaderMemo _headers;
    private readonly WeightedCache<(string Subject, int Version), EncodedVersion> _encoded;

    public VersionShortcut(
        RequestDelegate next, IGrainFactory grains, HeaderMemo headers, GatewayOptions options, ISubjectsAtHand? near = null)
    {
        (_next, _grains, _near, _headers) = (next, grains, near, headers);
        _encoded = new(options.CacheMaxEntries, options.CacheMaxBytes - options.CacheMaxBytesById);
    }

    public Task Invoke(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && VersionTarget.TryRead(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out var subject, out var version)
        && http.Request.Headers.IfNoneMatch.Count == 0
        && _headers.MediaType(http.Request) is { } mediaType
            ? Answer(http, subject.ToString(), version, mediaType)
            : _next(http);

    private Task Answer(HttpContext http, string name, int version, string mediaType)
    {
        var subject = new SubjectName(SubjectName.DefaultContext, name);
        return _near?.FindVersion(subject, version) is { } schema
            ? Write(http, schema, version, mediaType)
            : Ask(http, subject, version, mediaType);
    }

    private async Task Ask(HttpContext http, SubjectName subject, int version, string mediaType) =>
        await (await _grains.Subject(subject).Peek(version) is { } schema ? Write(http, schema, version, mediaType) : _next(http));

    private Task Write(HttpContext http, SubjectSchema schema, int version, string mediaType)
    {
        var shown = Encoded(schema, version);
        http.Response.ContentType = mediaType;
        http.Response.Headers.ETag = shown.Tag;
        var bytes = shown.Json.Describe(http.Response, takesGzip: shown.Json.IsLong && _headers.TakesGzip(http.Request));
        http.SetEndpoint(Operation);
        return http.Response.Body.WriteAsync(bytes, CancellationToken.None).AsTask();
    }

    private EncodedVersion Encoded(SubjectSchema schema, int version)
    {
        var key = (schema.Subject, version);
        if (_encoded.TryGet(key, out var known) && ReferenceEquals(known.Schema, schema))
        {
            return known;
        }

        var encoded = new EncodedVersion(schema);
        _encoded.Set(key, encoded, encoded.Weight);
        return encoded;
    }
}
