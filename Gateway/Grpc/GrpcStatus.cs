using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc;

/// <summary>The one place where the registry's errors become those of gRPC.</summary>
internal static class GrpcStatus
{
    /// <summary>The <c>domain</c> of every <c>google.rpc.ErrorInfo</c>.</summary>
    public const string Domain = "schemaregistry.v1";

    /// <summary>The key in the metadata of the <c>ErrorInfo</c> that holds the registry's code.</summary>
    public const string CodeKey = "error_code";

    public const string DetailsTrailer = "grpc-status-details-bin";

    // Some clients take no more than 8 KB of trailers, and the text goes there twice, once percent-encoded.
    private const int MaxMessageBytes = 1_500;
    private static readonly Duration RetryDelay = new() { Seconds = 1 };

    public static StatusCode CodeOf(RegistryError error) => (error.Code, error.Status) switch
    {
        (40901 or 42205 or 42206 or 42211, _) => StatusCode.FailedPrecondition,
        (40990, _) => StatusCode.Aborted,
        (_, 404) => StatusCode.NotFound,
        (_, 409) => StatusCode.AlreadyExists,
        (_, 410) => StatusCode.OutOfRange,
        (_, 413 or 429) => StatusCode.ResourceExhausted,
        (_, 401) => StatusCode.Unauthenticated,
        (_, 403 or 421) => StatusCode.PermissionDenied,
        (_, 503) => StatusCode.Unavailable,
        (_, >= 500) => StatusCode.Internal,
        _ => StatusCode.InvalidArgument,
    };

    /// <summary>Whether it is the registry that failed, and not the caller.</summary>
    public static bool IsFailure(RegistryError error) => CodeOf(error) is StatusCode.Unavailable or StatusCode.Internal;

    public static T OrThrow<T>(this Outcome<T> outcome) => outcome.Error is { } error ? throw error.ToException() : outcome.Value!;

    public static RpcException ToException(this RegistryError error)
    {
        var (code, message) = (CodeOf(error), Shortened(error.Message));
        return new RpcException(
            new global::Grpc.Core.Status(code, message),
            new global::Grpc.Core.Metadata { { DetailsTrailer, DetailsOf(error, code, message).ToByteArray() } });
    }

    /// <summary>The form inside streams and batches, whose text need not be shortened.</summary>
    public static Wire.Error ToMessage(this RegistryError error) => new()
    {
        Status = (int)CodeOf(error),
        ErrorCode = error.Code,
        Reason = ErrorReasons.Of(error.Code),
        Message = error.Message,
    };

    /// <summary>The trailer that carries the details, as it goes over the wire.</summary>
    public static (string Name, string Value) Details(RegistryError error) =>
        (DetailsTrailer, Convert.ToBase64String(DetailsOf(error, CodeOf(error), Shortened(error.Message)).ToByteArray()));

    private static Google.Rpc.Status DetailsOf(RegistryError error, StatusCode code, string message)
    {
        var info = new ErrorInfo { Domain = Domain, Reason = ErrorReasons.Of(error.Code) };
        info.Metadata.Add(CodeKey, error.Code.ToString(CultureInfo.InvariantCulture));
        var status = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
        if (code == StatusCode.Unavailable)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = RetryDelay }));
        }

        return status;
    }

    private static string Shortened(string message)
    {
        if (Encoding.UTF8.GetByteCount(message) <= MaxMessageBytes)
        {
            return message;
        }

        Span<byte> bytes = stackalloc byte[MaxMessageBytes];
        Encoding.UTF8.GetEncoder().Convert(message, bytes, flush: false, out var characters, out _, out _);
        return message[..characters] + "…";
    }
}
