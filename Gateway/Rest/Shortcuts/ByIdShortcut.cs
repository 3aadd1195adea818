using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Shortcuts;

/// <summary>
/// Answers lookups by id that are in memory, before routing and all else. It answers nothing that the routes would answer
/// otherwise: what it does not know for certain, or what may have to wait for memory, goes on to them.
/// </summary>
internal sealed class ByIdShortcut(
    RequestDelegate next, LocalAnswers answers, HeaderMemo headers, RequestMetrics metrics, Admission admission, AllowedHosts hosts)
{
    private const string Operation = "GET /schemas/ids/{id}";

    public Task Invoke(HttpContext http) =>
        admission.IsOpen
        && HttpMethods.IsGet(http.Request.Method)
        && ByIdTarget.TryRead(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out var id, out var subject)
        && answers.FindSchema(Callers.Reading(http), SubjectName.DefaultContext, id, subject) is { } shown
        && !LongBody.IsLong(shown.Json().Plain)
        && headers.MediaType(http.Request) is { } mediaType
        && http.Request.Headers.Origin.Count == 0
        && hosts.Allow(http.Request)
            ? Write(http, shown, mediaType)
            : next(http);

    private Task Write(HttpContext http, ShownSchema shown, string mediaType)
    {
        var startedAt = Stopwatch.GetTimestamp();
        RequestId.Set(http);
        http.Response.ContentType = mediaType;
        var bytes = shown.Json().Describe(http.Response, takesGzip: shown.Json().IsWorthCompressing && headers.TakesGzip(http.Request));
        metrics.Answered(RequestMetrics.Http, Operation, "200", startedAt);
        return LongBody.Write(http, bytes, isCached: true, CancellationToken.None);
    }
}
