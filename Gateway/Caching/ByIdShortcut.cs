using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Gateway.Rest;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Gateway.Caching;

/// <summary>
/// Answers lookups by id that are in memory, before routing and all else. It answers nothing that the routes would answer
/// otherwise: what it does not know for certain goes on to them.
/// </summary>
internal sealed class ByIdShortcut(RequestDelegate next, SchemaCache schemas, HeaderMemo headers, RequestMetrics metrics, Admission admission)
{
    private const string Operation = "GET /schemas/ids/{id}";

    public Task Invoke(HttpContext http) =>
        admission.IsOpen
        && HttpMethods.IsGet(http.Request.Method)
        && ByIdTarget.TryRead(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out var id, out var subject)
        && schemas.Find(SubjectName.DefaultContext, id, subject) is { } shown
        && headers.MediaType(http.Request) is { } mediaType
            ? Write(http, shown, mediaType)
            : next(http);

    private Task Write(HttpContext http, ShownSchema shown, string mediaType)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var (response, body) = (http.Response, shown.Json);
        RequestId.Set(http);
        response.ContentType = mediaType;
        if (body.Length > Answer.CompressAbove)
        {
            response.Headers.Vary = "Accept-Encoding";
            if (headers.TakesGzip(http.Request))
            {
                response.Headers.ContentEncoding = "gzip";
                body = shown.Gzip;
            }
        }

        response.ContentLength = body.Length;
        metrics.Answered(RequestMetrics.Http, Operation, "200", startedAt);
        return response.Body.WriteAsync(body, 0, body.Length, CancellationToken.None);
    }
}
