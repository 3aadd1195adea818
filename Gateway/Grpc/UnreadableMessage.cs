using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Model;

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
        var status = http.Features.Get<IServerCallContextFeature>()?.ServerCallContext.Status ?? Status.DefaultSuccess;
        if (status.StatusCode == StatusCode.OK)
        {
            await UnreadAnswer.Wait(http);
        }
        else
        {
            // Nothing lies in the stream but its end, which has to come in one piece.
            Explain(http, status);
        }
    }

    private static void Explain(HttpContext http, Status status)
    {
        var trailers = http.Response.HasStarted
            ? http.Features.Get<IHttpResponseTrailersFeature>()?.Trailers ?? new HeaderDictionary()
            : http.Response.Headers;
        if (ReasonOf(http, status, trailers) is not { } error)
        {
            return;
        }

        var details = GrpcStatus.Details(error);
        trailers[StatusTrailer] = ((int)GrpcStatus.CodeOf(error)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        trailers[MessageTrailer] = Uri.EscapeDataString(error.Message);
        trailers[details.Name] = details.Value;
    }

    // What we refuse ourselves bears its details already.
    private static RegistryError? ReasonOf(HttpContext http, Status status, IHeaderDictionary trailers) => status.StatusCode switch
    {
        StatusCode.Unknown when Is(status.DebugException) =>
            GrpcErrors.Invalid($"The message cannot be read: {status.DebugException!.Message}"),
        StatusCode.ResourceExhausted when !trailers.ContainsKey(GrpcStatus.DetailsTrailer) =>
            GrpcErrors.MessageTooLarge(http.RequestServices.GetRequiredService<GatewayOptions>().MaxRequestBytes),
        _ => null,
    };
}
