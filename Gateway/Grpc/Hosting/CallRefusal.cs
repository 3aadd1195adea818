using System.Globalization;
using Microsoft.AspNetCore.Http;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Grpc.Hosting;

/// <summary>Answers a call that is not to reach any service.</summary>
internal static class CallRefusal
{
    public static Task Write(HttpContext http, RegistryError error)
    {
        var details = GrpcStatus.Details(error);
        var headers = http.Response.Headers;
        http.Response.ContentType = "application/grpc";
        headers["grpc-status"] = ((int)GrpcStatus.CodeOf(error)).ToString(CultureInfo.InvariantCulture);
        headers["grpc-message"] = Uri.EscapeDataString(error.Message);
        headers[details.Name] = details.Value;
        return Task.CompletedTask;
    }
}
