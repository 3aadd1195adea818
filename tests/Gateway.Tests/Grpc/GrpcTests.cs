using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Protocol.V1;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Gateway.Tests.Grpc;

/// <summary>What the tests of gRPC share: a client of the real process, a subject of their own, short words.</summary>
public abstract class GrpcTests : IDisposable
{
    protected const string Order = """{"type":"record","name":"Order","fields":[{"name":"id","type":"string"}]}""";

    protected const string OrderWithNote =
        """{"type":"record","name":"Order","fields":[{"name":"id","type":"string"},{"name":"note","type":"string","default":""}]}""";

    protected const string OrderWithAmount =
        """{"type":"record","name":"Order","fields":[{"name":"id","type":"string"},{"name":"amount","type":"int"}]}""";

    protected GrpcTests(SharedRegistry registry)
    {
        Registry = registry;
        Channel = GrpcChannel.ForAddress(registry.Process.GrpcAddress, new GrpcChannelOptions { MaxSendMessageSize = null });
        Api = new Client(Channel);
    }

    protected SharedRegistry Registry { get; }

    protected GrpcChannel Channel { get; }

    protected Client Api { get; }

    protected string Subject { get; } = $"grpc-{Guid.NewGuid():N}";

    protected static CallOptions Call => new(cancellationToken: Token);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Channel.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static Schema Avro(string text) => new() { Type = SchemaType.Avro, Text = text };

    protected async Task<RegisterResponse> Register(string subject, Schema schema) =>
        await Api.RegisterAsync(new RegisterRequest { Subject = subject, Schema = schema }, Call);

    protected Task<RegisterResponse> Register(string text) => Register(Subject, Avro(text));

    /// <summary>The status and the registry's code that a call ends with.</summary>
    internal static async Task<(StatusCode Status, int Code, string Reason)> Refusal<T>(AsyncUnaryCall<T> call) =>
        Read(await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync));

    internal static async Task<(StatusCode Status, int Code, string Reason)> Refusal<T>(AsyncServerStreamingCall<T> call) =>
        Read(await Assert.ThrowsAsync<RpcException>(() => All(call)));

    internal static async Task<List<T>> All<T>(AsyncServerStreamingCall<T> call)
    {
        using (call)
        {
            return await call.ResponseStream.ReadAllAsync(Token).ToListAsync(Token);
        }
    }

    internal static (StatusCode Status, int Code, string Reason) Read(RpcException refusal)
    {
        var details = Google.Rpc.Status.Parser.ParseFrom(refusal.Trailers.GetValueBytes("grpc-status-details-bin")!);
        Assert.Equal((int)refusal.StatusCode, details.Code);
        var info = details.Details.First(detail => detail.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>();
        Assert.Equal("schemaregistry.v1", info.Domain);
        return (refusal.StatusCode, int.Parse(info.Metadata["error_code"], CultureInfo.InvariantCulture), info.Reason);
    }
}
