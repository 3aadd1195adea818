using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Deleting versions, subjects and contexts, and taking a deletion back.</summary>
internal static class DeletionCalls
{
    public static Task<Outcome<Wire.DeleteVersionResponse>> DeleteVersion(GrpcCall call, Wire.DeleteVersionRequest request) =>
        call.OnSubject<Wire.DeleteVersionResponse>(request.Subject, async (subject, grain) =>
        {
            var version = SubjectCalls.VersionOf(true, request.Version);
            var caller = GrpcCall.CallerOf(request.RequestId);
            return (version.Error ?? caller.Error) is { } invalid
                ? invalid
                : (await call.Schemas.After(
                    subject, grain.DeleteVersion(version.Value, request.Permanent, caller.Value!, call.Cancelled)))
                    .Then(deleted => new Wire.DeleteVersionResponse { Version = deleted });
        });

    public static Task<Outcome<Wire.DeleteSubjectResponse>> DeleteSubject(GrpcCall call, Wire.DeleteSubjectRequest request) =>
        call.OnSubject<Wire.DeleteSubjectResponse>(request.Subject, async (subject, grain) =>
        {
            var caller = GrpcCall.CallerOf(request.RequestId);
            return caller.Error is { } invalid
                ? invalid
                : (await call.Schemas.After(subject, grain.Delete(request.Permanent, caller.Value!, call.Cancelled)))
                    .Then(versions => new Wire.DeleteSubjectResponse { Versions = { versions } });
        });

    public static async Task<Outcome<Wire.DeleteContextResponse>> DeleteContext(GrpcCall call, Wire.DeleteContextRequest request)
    {
        var context = GrpcCall.ContextName(request.Context);
        return new SubjectName(context, "").IsStorable
            ? await call.Scope(context).DeleteContext(GrpcCall.NewCaller(), call.Cancelled).Then(_ => new Wire.DeleteContextResponse())
            : RegistryErrors.InvalidSubject(request.Context);
    }

    public static Task<Outcome<Wire.RestoreVersionResponse>> RestoreVersion(GrpcCall call, Wire.RestoreVersionRequest request) =>
        call.OnSubject<Wire.RestoreVersionResponse>(request.Subject, async (subject, grain) =>
        {
            // The latest version is never one that is deleted.
            var version = request.Version == RegisterRequest.LatestVersion
                ? RegistryErrors.InvalidVersion("-1")
                : SubjectCalls.VersionOf(true, request.Version);
            var caller = GrpcCall.CallerOf(request.RequestId);
            return (version.Error ?? caller.Error) is { } invalid
                ? invalid
                : (await call.Schemas.After(subject, grain.RestoreVersion(version.Value, caller.Value!, call.Cancelled)))
                    .Then(restored => new Wire.RestoreVersionResponse { Version = SchemaMessages.Show(restored) });
        });
}
