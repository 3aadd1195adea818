using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Rest.Answers;

namespace SchemaRegistry.Gateway.Rest.Hosting;

/// <summary>Replaces the server's reading of the path by ours, before routing: raw segments, context prefixes.</summary>
internal sealed class RawPathMiddleware(RequestDelegate next, GatewayOptions options)
{
    public Task Invoke(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.Length > options.MaxRequestTargetBytes)
        {
            return Answer.Error(RestErrors.TargetTooLong(options.MaxRequestTargetBytes)).Write(http, MediaTypes.Versioned);
        }

        if (RawTarget.Segments(target) is not { } segments)
        {
            return Answer.Error(RestErrors.BadRequest("The request path is not valid percent-encoded UTF-8"))
                .Write(http, MediaTypes.Versioned);
        }

        var (context, error) = ContextPrefix.Apply(segments);
        if (error is not null)
        {
            return Answer.Error(error).Write(http, MediaTypes.Versioned);
        }

        http.Features.Set(new RestTarget(segments, context));
        http.Request.Path = RoutePath.Join(segments);
        return next(http);
    }
}
