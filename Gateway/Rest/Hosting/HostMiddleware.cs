using Microsoft.AspNetCore.Http;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Rest.Answers;

namespace SchemaRegistry.Gateway.Rest.Hosting;

/// <summary>Refuses requests that call this server by a name that is not its own. Probes call it as they like.</summary>
internal sealed class HostMiddleware(RequestDelegate next, AllowedHosts hosts)
{
    public Task Invoke(HttpContext http) => hosts.Allow(http.Request) || AdmissionMiddleware.IsProbe(http.Request.Path)
        ? next(http)
        : Answer.Error(AllowedHosts.Refusal(http.Request)).Write(http, MediaTypes.Negotiate(http.Request) ?? MediaTypes.Versioned);
}
