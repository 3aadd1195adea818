using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SchemaRegistry.Gateway.Grpc;

/// <summary>
/// Messages are read before any handler runs, and the server calls every fault there unknown. This tells the caller what was
/// wrong with its bytes.
/// </summary>
internal static class UnreadableMessage
{
    private const string StatusTrailer = "grpc-status";
    private const string MessageTrailer = "grpc-message";

    /// <summary>Whether this is what reading a message that is none comes to.</summary>
    public static bool Is(Exception? fault) => fault is InvalidProtocolBufferException or InvalidDataException or IOException;

    public static async Task Explain(HttpContext http, RequestDelegate next)
    {
        // A message has its own limit, and a stream is as long as it is.
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;
        await next(http);
        await UnreadAnswer.Wait(http);
        if (http.Features.Get<IServerCallContextFeature>()?.ServerCallContext.Status is not { StatusCode: StatusCode.Unknown } status
            || !Is(status.DebugException))
        {
            return;
        }

        var error = GrpcErrors.Invalid($"The message cannot be read: {status.DebugException!.Message}");
        var trailers = http.Response.HasStarted
            ? http.Features.Get<IHttpResponseTrailersFeature>()?.Trailers ?? new HeaderDictionary()
            : http.Response.Headers;
        var details = GrpcStatus.Details(error);
        trailers[StatusTrailer] = ((int)GrpcStatus.CodeOf(error)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        trailers[MessageTrailer] = Uri.EscapeDataString(error.Message);
        trailers[details.Name] = details.Value;
    }
}
