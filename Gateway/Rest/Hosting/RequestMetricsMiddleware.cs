using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Gateway.Telemetry;

namespace SchemaRegistry.Gateway.Rest.Hosting;

/// <summary>Measures REST requests by the route that answered them.</summary>
internal sealed class RequestMetricsMiddleware(RequestDelegate next, RequestMetrics metrics)
{
    private const string Unrouted = "none";

    public async Task Invoke(HttpContext http)
    {
        var startedAt = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            var operation = http.GetEndpoint()?.Metadata.GetMetadata<DescribedRoute>()?.Name ?? Unrouted;
            metrics.Answered(RequestMetrics.Http, operation, Outcome(http.Response.StatusCode), startedAt);
        }
    }

    private static string Outcome(int status) => status == StatusCodes.Status200OK ? "200" : status.ToString(CultureInfo.InvariantCulture);
}
