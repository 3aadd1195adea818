using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Subjects;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Shortcuts;

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
            HttpMethods.Get, "/subjects/{subject}/versions/{version}", Right.ReadSchemas, SubjectDescriptions.GetVersion)),
        displayName: null);

    private readonly RequestDelegate _next;
    private readonly IRegistry _registry;
    private readonly LocalAnswers _answers;
    private readonly HeaderMemo _headers;
    private readonly WeightedCache<(string Subject, int Version), EncodedVersion> _encoded;

    public VersionShortcut(RequestDelegate next, IRegistry registry, LocalAnswers answers, HeaderMemo headers, GatewayOptions options)
    {
        (_next, _registry, _answers, _headers) = (next, registry, answers, headers);
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
        return _answers.FindVersion(Callers.Reading(http), subject, version) is { } schema
            ? Write(http, schema, version, mediaType)
            : Ask(http, subject, version, mediaType);
    }

    private async Task Ask(HttpContext http, SubjectName subject, int version, string mediaType)
    {
        var peeked = await _registry.Ask(
            new PeekVersion(Callers.Reading(http), Target.Exactly(subject), version), http.RequestAborted);
        await (peeked.Value is { } schema ? Write(http, schema, version, mediaType) : _next(http));
    }

    private Task Write(HttpContext http, SubjectSchema schema, int version, string mediaType)
    {
        var shown = Encoded(schema, version);
        http.Response.ContentType = mediaType;
        http.Response.Headers.ETag = shown.Tag;
        var bytes = shown.Json.Describe(http.Response, takesGzip: shown.Json.IsWorthCompressing && _headers.TakesGzip(http.Request));
        http.SetEndpoint(Operation);
        return LongBody.Write(http, bytes, isCached: true, CancellationToken.None);
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
