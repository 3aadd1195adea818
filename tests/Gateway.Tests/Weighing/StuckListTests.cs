using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Gateway.Tests.Http;
using SchemaRegistry.Protocol.V1;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Gateway.Tests.Weighing;

/// <summary>Callers who ask for long lists over gRPC and stop reading in the middle.</summary>
[Slow]
[Collection(nameof(SmallHeap))]
public sealed class StuckListTests(SmallHeap registry) : RestTests(registry.Process)
{
    private const int Readers = 30;
    private const int Listed = 60;

    [Fact]
    public async Task Readers_who_stopped_reading_cost_little_memory_and_no_one_elses_time()
    {
        using var channel = GrpcChannel.ForAddress(Registry.GrpcAddress);
        var api = new Client(channel);
        var call = new CallOptions(cancellationToken: Token);
        var context = $".s{Guid.NewGuid():N}";
        for (var number = 0; number < Listed; number++)
        {
            var text = $$"""{"type":"record","name":"R","doc":"{{number}}{{new string('d', 200_000)}}","fields":[]}""";
            (await Register($":{context}:{number:00}", text)).IsOk();
        }

        var before = Registry.ResidentBytes;
        var stuck = Enumerable.Range(0, Readers).Select(_ => api.ListSchemas(new ListSchemasRequest { Context = context }, call)).ToList();
        foreach (var reader in stuck)
        {
            Assert.True(await reader.ResponseStream.MoveNext(Token));
        }

        var started = Stopwatch.GetTimestamp();
        for (var time = 0; time < 50; time++)
        {
            await api.GetSchemaAsync(new GetSchemaRequest { Id = new SchemaId { Context = context, Id = 1 } }, call);
        }

        // Unbounded, each of the 30 would hold 12 MB.
        Assert.InRange(Registry.ResidentBytes - before, long.MinValue, 150L << 20);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(Listed - 1, await stuck[0].ResponseStream.ReadAllAsync(Token).CountAsync(Token));
        stuck.ForEach(reader => reader.Dispose());
    }
}
