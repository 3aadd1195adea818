using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Gateway.Registry;

namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>Serves the API's description: <c>/openapi/v1.json</c> for programs, <c>/docs</c> to read.</summary>
internal static class DocsRoutes
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapDocs(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<GatewayOptions>();
        var document = new Lazy<byte[]>(() => OpenApiDocument.Of(RoutesOf(routes), options));
        var page = new Lazy<byte[]>(() => DocsPage.Of(RoutesOf(routes)));
        routes.MapMethods("/openapi/v1.json", Reading, http => Write(http, "application/json", document.Value)).WithMetadata(Right.None);
        routes.MapMethods("/docs", Reading, http => Write(http, "text/html; charset=utf-8", page.Value)).WithMetadata(Right.None);
    }

    private static IEnumerable<DescribedRoute> RoutesOf(IEndpointRouteBuilder routes) => routes.DataSources
        .SelectMany(source => source.Endpoints)
        .Select(endpoint => endpoint.Metadata.GetMetadata<DescribedRoute>())
        .OfType<DescribedRoute>();

    private static async Task Write(HttpContext http, string contentType, byte[] body)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }
}
