using Microsoft.Extensions.Logging;
using SchemaRegistry.Gateway.Grpc;

namespace SchemaRegistry.Gateway.Hosting;

/// <summary>
/// What the gRPC server logs as an error, with its stack, though a caller's bytes are to blame. They are answered with a status and
/// counted by it; who sends them could fill the log.
/// </summary>
public static class CallersFaults
{
    public const string Category = "Grpc.AspNetCore.Server.ServerCallHandler";
    private const string Failed = "ErrorExecutingServiceMethod";

    public static bool Contain(EventId id, Exception? fault) => id.Name == Failed && UnreadableMessage.Is(fault);
}
