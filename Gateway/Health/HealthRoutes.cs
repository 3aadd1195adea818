using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Gateway.Registry;

namespace SchemaRegistry.Gateway.Health;

/// <summary><c>/health</c> says that the process answers; <c>/ready</c> that it can serve.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var readiness = routes.ServiceProvider.GetRequiredService<IReadiness>();
        routes.MapMethods("/health", [HttpMethods.Get, HttpMethods.Head], Live).WithMetadata(Right.None);
        routes.MapMethods("/ready", [HttpMethods.Get, HttpMethods.Head], http => Ready(http, readiness.Report())).WithMetadata(Right.None);
    }

    private static Task Live(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync("""{"status":"up"}""", http.RequestAborted);
    }

    private static async Task Ready(HttpContext http, ReadinessReport report)
    {
        http.Response.StatusCode = report.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(http.Response.Body);
        writer.WriteStartObject();
        writer.WriteString("status", report.IsReady ? "ready" : "not ready");
        foreach (var (name, holds) in report.Parts)
        {
            writer.WriteBoolean(name, holds);
        }

        writer.WriteBoolean("draining", report.Draining);
        writer.WriteEndObject();
    }
}
