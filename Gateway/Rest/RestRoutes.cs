using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Gateway.Weighing;

namespace SchemaRegistry.Gateway.Rest;

internal delegate Task<Answer> RestHandler(RestCall call);

/// <summary>How routes are declared: path, the right it takes, handler, and what the API's description says of it.</summary>
internal static class RestRoutes
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Get(this IEndpointRouteBuilder routes, string path, Right right, RestHandler handler, RouteDescription operation) =>
        routes.Map(Reading, path, right, handler, operation);

    public static void Post(this IEndpointRouteBuilder routes, string path, Right right, RestHandler handler, RouteDescription operation) =>
        routes.Map([HttpMethods.Post], path, right, handler, operation);

    public static void Put(this IEndpointRouteBuilder routes, string path, Right right, RestHandler handler, RouteDescription operation) =>
        routes.Map([HttpMethods.Put], path, right, handler, operation);

    public static void Delete(this IEndpointRouteBuilder routes, string path, Right right, RestHandler handler, RouteDescription operation) =>
        routes.Map([HttpMethods.Delete], path, right, handler, operation);

    /// <summary>What makes the call of a request.</summary>
    public static Func<HttpContext, RestCall> Calls(this IEndpointRouteBuilder routes)
    {
        var registry = routes.ServiceProvider.GetRequiredService<IRegistry>();
        var answers = routes.ServiceProvider.GetRequiredService<LocalAnswers>();
        var options = routes.ServiceProvider.GetRequiredService<GatewayOptions>();
        var budget = routes.ServiceProvider.GetRequiredService<TrafficBudget>();
        return http => new RestCall(http, registry, answers, options, budget);
    }

    private static void Map(
        this IEndpointRouteBuilder routes, string[] methods, string path, Right right, RestHandler handler, RouteDescription operation)
    {
        var calls = routes.Calls();
        var words = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        routes.MapMethods(path, methods, http => Respond(http, words, handler, calls))
            .WithMetadata(right, new DescribedRoute(methods[0], path, right, operation));
    }

    private static async Task Respond(HttpContext http, string[] words, RestHandler handler, Func<HttpContext, RestCall> calls)
    {
        if (MediaTypes.Negotiate(http.Request) is not { } mediaType)
        {
            await Answer.Error(RestErrors.NotAcceptable).Write(http, MediaTypes.Json);
            return;
        }

        var answer = IsSpelt(http, words)
            ? await handler(calls(http))
            : Answer.Error(RestErrors.NotFound);
        await answer.Write(http, mediaType);
    }

    // Routing disregards case; the protocol's words do not.
    private static bool IsSpelt(HttpContext http, string[] words)
    {
        if (http.Features.Get<RestTarget>() is not { } target)
        {
            return true;
        }

        for (var i = 0; i < words.Length; i++)
        {
            if (words[i][0] != '{' && target.Segments[i] != words[i])
            {
                return false;
            }
        }

        return true;
    }
}
