using Microsoft.AspNetCore.Http;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Hosting;

/// <summary>
/// Lets pages of other sites change nothing, and read nothing, unless their origin is among those of <c>CORS_ORIGINS</c>. Their
/// browser keeps answers from them without the headers that are written here; what a page may send unasked is refused.
/// </summary>
internal sealed class CrossSiteMiddleware(RequestDelegate next, GatewayOptions options)
{
    private const string AskedMethod = "Access-Control-Request-Method";

    public Task Invoke(HttpContext http)
    {
        if ((!ChangesSomething(http.Request.Method) && http.Request.Headers.Origin.Count == 0) || !CrossSite.IsFromElsewhere(http.Request))
        {
            return next(http);
        }

        var isAllowed = options.CorsOrigins.Contains(http.Request.Headers.Origin.ToString(), StringComparer.OrdinalIgnoreCase);
        if (isAllowed)
        {
            http.Response.OnStarting(Describe, http);
        }

        return HttpMethods.IsOptions(http.Request.Method) && http.Request.Headers.ContainsKey(AskedMethod) ? Answer.NoContent.Write(http, MediaTypes.Json)
            : Refusal(http.Request, isAllowed) is { } refusal ? Answer.Error(refusal).Write(http, MediaTypes.Negotiate(http.Request) ?? MediaTypes.Versioned)
            : next(http);
    }

    private static RegistryError? Refusal(HttpRequest request, bool isAllowed) =>
        !ChangesSomething(request.Method) ? null
        : !isAllowed ? RestErrors.ForeignOrigin
        : CrossSite.MayGoUnasked(request) ? RestErrors.UnaskedType
        : null;

    private static bool ChangesSomething(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    // When the answer begins, since an error begins it anew.
    private static Task Describe(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = http.Request.Headers.Origin;
        headers.AccessControlExposeHeaders = "*";
        headers.AppendCommaSeparatedValues("Vary", "Origin");
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            headers.AccessControlAllowMethods = "GET, HEAD, POST, PUT, DELETE";

            // The star does not stand for this one.
            headers.AccessControlAllowHeaders = "*, Authorization";
            headers.AccessControlMaxAge = "600";
        }

        return Task.CompletedTask;
    }
}
