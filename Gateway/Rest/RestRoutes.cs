using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Gateway.Rest.Answers;

namespace SchemaRegistry.Gateway.Rest;

internal delegate Task<Answer> RestHandler(RestCall call);

/// <summary>How routes are declared: method, path, the right it takes, handler.</summary>
internal static class RestRoutes
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Get(this IEndpointRouteBuilder routes, string path, Right right, RestHandler handler) =>
        routes.Map(Reading, path, right, handler);

    public static void Post(this IEndpointRouteBuilder routes, string path, Right right, RestHandler handler) =>
        routes.Map([HttpMethods.Post], path, right, handler);

    public static void Put(this IEndpointRouteBuilder routes, string path, Right right, RestHandler handler) =>
        routes.Map([HttpMethods.Put], path, right, handler);

    public static void Delete(this IEndpointRouteBuilder routes, string path, Right right, RestHandler handler) =>
        routes.Map([HttpMethods.Delete], path, right, handler);

    private static void Map(this IEndpointRouteBuilder routes, string[] methods, string path, Right right, RestHandler handler)
    {
        var options = routes.ServiceProvider.GetRequiredService<GatewayOptions>();
        var grains = routes.ServiceProvider.GetRequiredService<IGrainFactory>();
        routes.MapMethods(path, methods, http => Respond(http, handler, grains, options)).WithMetadata(right);
    }

    private static async Task Respond(HttpContext http, RestHandler handler, IGrainFactory grains, GatewayOptions options)
    {
        if (MediaTypes.Negotiate(http.Request) is not { } mediaType)
        {
            await Answer.Error(RestErrors.NotAcceptable).Write(http, MediaTypes.Json);
            return;
        }

        var answer = await handler(new RestCall(http, grains, options));
        await answer.Write(http, mediaType);
    }
}
