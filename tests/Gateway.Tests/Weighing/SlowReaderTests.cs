using System.Net.Sockets;
using System.Text;
using SchemaRegistry.Gateway.Tests.Http;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.Weighing;

/// <summary>Callers who ask for much and read nothing.</summary>
[Slow]
[Collection(nameof(SmallHeap))]
public sealed class SlowReaderTests(SmallHeap registry) : RestTests(registry.Process)
{
    private const int Megabyte = 1_000_000;

    [Fact]
    public async Task Batches_that_nobody_reads_take_no_more_than_their_share()
    {
        var id = await IdOf(Subject, Large(Megabyte));
        var small = await IdOf($"{Subject}-small", Avro.Unique());
        var batch = new BatchGetSchemasRequest();
        batch.Requests.Add(Enumerable.Repeat(new GetSchemaRequest { Id = new SchemaId { Id = id } }, 8));

        // The client's window, which is all that the server may send, is 64 KB for each answer.
        using var client = new HttpClient(new SocketsHttpHandler { EnableMultipleHttp2Connections = false });
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var calls = Enumerable.Range(0, 100).Select(_ => UnreadBatch.Send(client, Registry.GrpcAddress, batch, gone.Token)).ToArray();
        for (var i = 0; i < 200; i++)
        {
            (await Get($"/schemas/ids/{small}")).IsOk();
            Assert.InRange(Registry.ResidentBytes, 0, 2 * SmallHeap.HeapBytes);
        }

        Assert.Empty(Registry.Faults);
        await gone.CancelAsync();
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task Large_versions_that_nobody_reads_take_no_more_than_their_share()
    {
        await IdOf(Subject, Large(Megabyte));
        var small = await IdOf($"{Subject}-small", Avro.Unique());
        var readers = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 60; i++)
            {
                var reader = new TcpClient { ReceiveBufferSize = 4_096 };
                readers.Add(reader);
                await reader.ConnectAsync("127.0.0.1", Registry.Port, Token);
                await reader.GetStream().WriteAsync(
                    Encoding.UTF8.GetBytes($"GET /subjects/{Subject}/versions/latest HTTP/1.1\r\nHost: localhost\r\n\r\n"), Token);
            }

            var before = Registry.ResidentBytes;
            for (var i = 0; i < 100; i++)
            {
                (await Get($"/schemas/ids/{small}")).IsOk();
            }

            Assert.InRange(Registry.ResidentBytes - before, long.MinValue, 60 * Megabyte / 2);
            Assert.Empty(Registry.Faults);
        }
        finally
        {
            readers.ForEach(reader => reader.Dispose());
        }
    }

    [Fact]
    public async Task Who_reads_gets_all_of_a_large_version()
    {
        var text = Large(Megabyte);
        var id = await IdOf(Subject, text);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Get($"/schemas/ids/{id}")));

        Assert.All(answers, answer => Assert.Equal(text, answer.IsOk()["schema"].GetString()));
    }

    private static string Large(int length) =>
        $$"""{"type":"record","name":"L{{Guid.NewGuid():N}}","doc":"{{new string('d', length)}}","fields":[]}""";
}
