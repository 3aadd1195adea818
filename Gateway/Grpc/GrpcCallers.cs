using Grpc.Core;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Grpc;

/// <summary>Who makes a call.</summary>
internal static class GrpcCallers
{
    public static Caller Reader(this ServerCallContext context) => Callers.Reading(context.GetHttpContext());

    public static Caller Writer(this ServerCallContext context) => Callers.Changing(context.GetHttpContext());

    /// <summary>Who makes a change: one that may have been sent before bears an id that its sender chose.</summary>
    public static Outcome<Caller> WriterUnder(this ServerCallContext context, string requestId) =>
        requestId.Length == 0 ? context.Writer()
        : Guid.TryParseExact(requestId, "D", out var id) ? Callers.ChangingAgain(context.GetHttpContext(), id)
        : GrpcErrors.Invalid("request_id must be a UUID");
}
