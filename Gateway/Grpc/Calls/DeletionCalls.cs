using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Settings;
using SchemaRegistry.Gateway.Registry.Subjects;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Deleting versions, subjects and contexts, and taking a deletion back.</summary>
internal static class DeletionCalls
{
    public static async Task<Outcome<Wire.DeleteVersionResponse>> DeleteVersion(GrpcCall call, Wire.DeleteVersionRequest request)
    {
        var (target, version) = (GrpcCall.TargetOf(request.Subject), SubjectCalls.VersionOf(true, request.Version));
        var caller = call.WriterUnder(request.RequestId);
        return (version.Error ?? caller.Error) is { } invalid
            ? invalid
            : await call.Ask(new DeleteVersion(caller.Value!, target, version.Value, request.Permanent))
                .Then(deleted => new Wire.DeleteVersionResponse { Version = deleted });
    }

    public static async Task<Outcome<Wire.DeleteSubjectResponse>> DeleteSubject(GrpcCall call, Wire.DeleteSubjectRequest request)
    {
        var (target, caller) = (GrpcCall.TargetOf(request.Subject), call.WriterUnder(request.RequestId));
        return caller.Error is { } invalid
            ? invalid
            : await call.Ask(new DeleteSubject(caller.Value!, target, request.Permanent))
                .Then(versions => new Wire.DeleteSubjectResponse { Versions = { versions } });
    }

    public static async Task<Outcome<Wire.DeleteContextResponse>> DeleteContext(GrpcCall call, Wire.DeleteContextRequest request)
    {
        var context = ContextName.Read(request.Context);
        return context.Error is { } invalid
            ? invalid
            : await call.Ask(new DeleteContext(call.Writer, context.Value!)).Then(_ => new Wire.DeleteContextResponse());
    }

    public static async Task<Outcome<Wire.RestoreVersionResponse>> RestoreVersion(GrpcCall call, Wire.RestoreVersionRequest request)
    {
        // The latest version is never one that is deleted.
        var version = request.Version == RegisterRequest.LatestVersion
            ? RegistryErrors.InvalidVersion("-1")
            : SubjectCalls.VersionOf(true, request.Version);
        var (target, caller) = (GrpcCall.TargetOf(request.Subject), call.WriterUnder(request.RequestId));
        return (version.Error ?? caller.Error) is { } invalid
            ? invalid
            : await call.Ask(new RestoreVersion(caller.Value!, target, version.Value))
                .Then(restored => new Wire.RestoreVersionResponse { Version = SchemaMessages.Show(restored) });
    }
}
