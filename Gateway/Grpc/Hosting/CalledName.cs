using Microsoft.AspNetCore.Http;
using SchemaRegistry.Gateway.Http;

namespace SchemaRegistry.Gateway.Grpc.Hosting;

/// <summary>Refuses calls whose <c>:authority</c> is not a name of this server. Its health is told to whoever asks, as probes do.</summary>
internal static class CalledName
{
    private const string Health = "/grpc.health.v1.Health";

    public static Func<HttpContext, RequestDelegate, Task> For(AllowedHosts hosts) =>
        (http, next) => hosts.Allow(http.Request) || http.Request.Path.StartsWithSegments(Health) ? next(http) : Refuse(http);

    private static Task Refuse(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return CallRefusal.Write(http, AllowedHosts.Refusal(http.Request));
    }
}
