using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Grains.Abstractions;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>What describes the server.</summary>
internal static class ServerCalls
{
    public static Task<Outcome<Wire.GetServerInfoResponse>> Info(GrpcCall call, Wire.GetServerInfoRequest _) =>
        Task.FromResult<Outcome<Wire.GetServerInfoResponse>>(new Wire.GetServerInfoResponse
        {
            Version = call.Options.Version,
            Commit = call.Options.Commit,
            ClusterId = call.Options.ClusterId,
            SchemaTypes = { call.Options.SchemaTypes.Select(WireEnums.Show) },
        });
}
