using Microsoft.AspNetCore.Http;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Rest.Answers;

namespace SchemaRegistry.Gateway.Rest.Hosting;

/// <summary>
/// Turns callers away from a process that stops: first each answer closes its connection, then new requests get 503. Probes
/// are answered to the end.
/// </summary>
internal sealed class AdmissionMiddleware(RequestDelegate next, Admission admission)
{
    public Task Invoke(HttpContext http)
    {
        if (admission.IsOpen)
        {
            return next(http);
        }

        http.Response.Headers.Connection = "close";
        return admission.Refusal() is { } refusal && !IsProbe(http.Request.Path)
            ? Answer.Error(refusal, reason: FailureReason.Admission).Write(http, MediaTypes.Negotiate(http.Request) ?? MediaTypes.Versioned)
            : next(http);
    }

    public static bool IsProbe(PathString path) => path == "/health" || path == "/ready";
}
