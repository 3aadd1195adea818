using SchemaRegistry.Gateway.Registry;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>One request of a stream and its answer. Each does what the call of its own would do.</summary>
internal static class StreamCalls
{
    public static async Task<Wire.RegisterStreamResponse> Register(GrpcCall call, Wire.RegisterStreamRequest request)
    {
        var registration = request.Register is null ? GrpcErrors.Missing("register") : RegistrationCalls.Read(request.Register, call.Context);
        if (RegistrationCalls.FindKnown(call.LocalAnswers, registration) is { } known)
        {
            return new Wire.RegisterStreamResponse { CorrelationId = request.CorrelationId, Register = known };
        }

        var outcome = await RegistrationCalls.Register(call, registration);
        return outcome.Error is { } error
            ? new Wire.RegisterStreamResponse { CorrelationId = request.CorrelationId, Error = error.ToMessage() }
            : new Wire.RegisterStreamResponse { CorrelationId = request.CorrelationId, Register = outcome.Value };
    }

    public static async Task<Wire.LookupStreamResponse> Lookup(GrpcCall call, Wire.LookupStreamRequest request)
    {
        var outcome = request.QueryCase switch
        {
            Wire.LookupStreamRequest.QueryOneofCase.Lookup =>
                await SubjectCalls.Lookup(call, request.Lookup).Then(found => new Wire.LookupStreamResponse { Lookup = found }),
            Wire.LookupStreamRequest.QueryOneofCase.GetSchema =>
                await SchemaCalls.Get(call, request.GetSchema).Then(found => new Wire.LookupStreamResponse { GetSchema = found }),
            Wire.LookupStreamRequest.QueryOneofCase.GetVersion =>
                await SubjectCalls.GetVersion(call, request.GetVersion).Then(found => new Wire.LookupStreamResponse { GetVersion = found }),
            _ => GrpcErrors.Missing("query"),
        };
        var answer = outcome.Value ?? new Wire.LookupStreamResponse { Error = outcome.Error!.ToMessage() };
        answer.CorrelationId = request.CorrelationId;
        return answer;
    }
}
