using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace SchemaRegistry.Gateway.Tests.Grpc;

/// <summary>Health, reflection, and what open streams see when a process stops.</summary>
public sealed class ServingTests(SharedRegistry registry) : GrpcTests(registry)
{
    private const string Service = "schemaregistry.v1.SchemaRegistry";

    [Theory]
    [InlineData("")]
    [InlineData(Service)]
    public async Task A_ready_process_is_serving(string service)
    {
        var health = await new HealthClient(Channel).CheckAsync(new HealthCheckRequest { Service = service }, Call);

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Fact]
    public async Task Reflection_lists_the_services()
    {
        using var reflection = new ServerReflection.ServerReflectionClient(Channel).ServerReflectionInfo(Call);
        await reflection.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Token);
        Assert.True(await reflection.ResponseStream.MoveNext(Token));

        var listed = reflection.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name);

        Assert.Superset(new HashSet<string> { Service, "grpc.health.v1.Health" }, listed.ToHashSet());
    }

    [Slow]
    [Fact]
    public async Task A_process_that_stops_says_so_and_ends_its_streams()
    {
        using var folder = new TempFolder();
        await using var process = await RegistryProcess.Start(folder.Path, cancellationToken: Token);
        using var channel = GrpcChannel.ForAddress(process.GrpcAddress);
        using var watch = new HealthClient(channel).Watch(new HealthCheckRequest { Service = Service }, Call);
        using var stream = new Client(channel).RegisterStream(Call);
        await stream.RequestStream.WriteAsync(
            new RegisterStreamRequest { Register = new RegisterRequest { Subject = Subject, Schema = Avro(Order) } }, Token);
        Assert.True(await stream.ResponseStream.MoveNext(Token));
        Assert.True(await watch.ResponseStream.MoveNext(Token));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, watch.ResponseStream.Current.Status);

        var exit = process.Terminate();

        var end = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(Token));
        Assert.Equal((StatusCode.Unavailable, 50301, "REGISTRY_UNAVAILABLE"), Read(end));
        while (watch.ResponseStream.Current.Status == HealthCheckResponse.Types.ServingStatus.Serving)
        {
            Assert.True(await watch.ResponseStream.MoveNext(Token));
        }

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        Assert.Equal(0, await exit.WaitAsync(TimeSpan.FromSeconds(20), Token));
    }
}
