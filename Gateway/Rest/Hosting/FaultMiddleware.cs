using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Hosting;

/// <summary>
/// Gives every request its id and every failure a JSON body: what routing refused, what the cluster could not do for now,
/// and what should not have happened.
/// </summary>
internal sealed partial class FaultMiddleware(RequestDelegate next, FailureReports failures, ILogger<FaultMiddleware> logger)
{
    public async Task Invoke(HttpContext http)
    {
        var requestId = RequestId.Set(http);
        try
        {
            await next(http);
            if (!http.Response.HasStarted && http.Response.ContentType is null && RefusalOf(http) is { } refusal)
            {
                await refusal.Write(http, MediaTypes.Negotiate(http.Request) ?? MediaTypes.Versioned);
            }
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to tell.
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            var error = ErrorOf(fault);
            if (error == RestErrors.Internal || fault is OutOfMemoryException)
            {
                LogFault(requestId, fault);
            }

            http.Response.Clear();
            http.Response.Headers[RequestId.Header] = requestId;
            await Answer.Error(error, reason: Faults.ReasonOf(fault)).Write(http, MediaTypes.Negotiate(http.Request) ?? MediaTypes.Versioned);
        }

        if (http.Features.Get<FailedAnswer>() is { } failed)
        {
            failures.Report(RequestMetrics.Http, failed.Reason, failed.Message);
        }
    }

    private static Answer? RefusalOf(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Answer.Error(RestErrors.NotFound),
        StatusCodes.Status405MethodNotAllowed => WrongMethod(http),
        _ => null,
    };

    private static Answer WrongMethod(HttpContext http)
    {
        var allow = $"{http.Response.Headers.Allow}, {HttpMethods.Options}";
        return HttpMethods.IsOptions(http.Request.Method) ? Answer.Options(allow) : Answer.Error(RestErrors.MethodNotAllowed, allow);
    }

    private static RegistryError ErrorOf(Exception fault) => fault switch
    {
        BadHttpRequestException bad => new RegistryError(bad.StatusCode, bad.Message),
        _ => Faults.Explain(fault) ?? RestErrors.Internal,
    };

    [LoggerMessage(EventIds.RequestFailed, LogLevel.Error, "Request {RequestId} failed")]
    private partial void LogFault(string requestId, Exception fault);
}
