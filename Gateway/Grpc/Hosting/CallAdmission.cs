using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Grpc.Hosting;

/// <summary>Refuses calls that come to a process that starts or stops, and sends GOAWAY to whoever made them.</summary>
internal static class CallAdmission
{
    public static Func<HttpContext, RequestDelegate, Task> For(Admission admission, FailureReports failures) => (http, next) =>
    {
        if (admission.Refusal() is not { } refusal)
        {
            return next(http);
        }

        failures.Report(RequestMetrics.Grpc, FailureReason.Admission, refusal.Message);
        return Refuse(http, refusal);
    };

    private static Task Refuse(HttpContext http, RegistryError error)
    {
        http.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        return CallRefusal.Write(http, error);
    }
}
