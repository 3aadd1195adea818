using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Gateway.Tests.Grpc;

/// <summary>What tests share that need a process for each of them alone.</summary>
public abstract class OwnProcessTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private GrpcChannel _channel = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected static CallOptions Call => new(cancellationToken: Token);

    protected RegistryProcess Registry { get; private set; } = null!;

    protected Client Api => new(_channel);

    public virtual async ValueTask InitializeAsync()
    {
        Registry = await RegistryProcess.Start(_folder.Path, cancellationToken: Token);
        _channel = GrpcChannel.ForAddress(Registry.GrpcAddress, new GrpcChannelOptions { MaxReceiveMessageSize = null });
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await Registry.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
