using System.Diagnostics;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SchemaRegistry.Gateway.Telemetry;

/// <summary>Measures gRPC calls by their method. A stream counts as one call; its messages are counted as they are answered.</summary>
internal sealed class GrpcMetricsMiddleware(RequestDelegate next, RequestMetrics metrics)
{
    private const string StatusTrailer = "grpc-status";
    private static readonly string[] Names = [.. Enumerable.Range(0, 17).Select(code => ((StatusCode)code).ToString())];

    public async Task Invoke(HttpContext http)
    {
        var startedAt = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            if (http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.Name is { } method)
            {
                metrics.Answered(RequestMetrics.Grpc, method, Outcome(http), startedAt);
            }
        }
    }

    private static string Outcome(HttpContext http)
    {
        var trailers = http.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        var status = trailers is not null && trailers.TryGetValue(StatusTrailer, out var trailer)
            ? trailer
            : http.Response.Headers[StatusTrailer];
        return status is ["0"] ? Names[0]
            : int.TryParse(status, out var code) && code >= 0 && code < Names.Length ? Names[code]
            : nameof(StatusCode.Cancelled);
    }
}
