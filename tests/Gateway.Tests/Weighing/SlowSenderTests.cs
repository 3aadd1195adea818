using System.Net.Sockets;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Gateway.Tests.Http;
using SchemaRegistry.Protocol.V1;
using CallHeaders = Grpc.Core.Metadata;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Gateway.Tests.Weighing;

/// <summary>Callers who send little of what they declare, or more than anybody needs.</summary>
[Slow]
[Collection(nameof(SmallHeap))]
public sealed class SlowSenderTests(SmallHeap registry, ITestOutputHelper output) : RestTests(registry.Process)
{
    private const int Senders = 80;
    private const int Declared = 10_000_000;

    [Fact]
    public async Task What_is_declared_and_does_not_come_takes_no_memory()
    {
        await IdOf(Subject, Avro.Text);
        var before = Registry.ResidentBytes;
        var senders = new List<TcpClient>();
        try
        {
            for (var i = 0; i < Senders; i++)
            {
                var sender = new TcpClient();
                senders.Add(sender);
                await sender.ConnectAsync("127.0.0.1", Registry.Port, Token);
                await sender.GetStream().WriteAsync(Begun(Subject), Token);
            }

            // What was sent before this is read by now, as it came by other connections.
            for (var i = 0; i < Senders; i++)
            {
                (await Get($"/subjects/{Subject}/versions/latest")).IsOk();
            }

            Assert.InRange(Registry.ResidentBytes - before, long.MinValue, Senders * (Declared / 10));
            Assert.Empty(Registry.Faults);
        }
        finally
        {
            senders.ForEach(sender => sender.Dispose());
        }
    }

    [Fact]
    public async Task Messages_over_grpc_that_do_not_come_to_their_end_take_no_more_than_their_share()
    {
        await IdOf(Subject, Avro.Text);
        using var client = new HttpClient(new SocketsHttpHandler { EnableMultipleHttp2Connections = false });
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var senders = Enumerable.Range(0, Senders).Select(_ => new EndlessMessage(Declared, gone.Token)).ToArray();
        var calls = senders.Select(message => message.Send(client, new Uri(Registry.GrpcAddress, "schemaregistry.v1.SchemaRegistry/Register"))).ToArray();
        while (!Task.WhenAll(senders.Select(sender => sender.IsSentOrRefused)).IsCompleted)
        {
            (await Get($"/subjects/{Subject}/versions/latest")).IsOk();
            Assert.InRange(Registry.ResidentBytes, 0, 2 * SmallHeap.HeapBytes);
        }

        Assert.Empty(Registry.Faults);
        await gone.CancelAsync();
        Assert.Contains("14", await Task.WhenAll(calls));
    }

    [Fact]
    public async Task Small_messages_over_grpc_that_unfold_to_large_ones_take_no_more_than_their_share()
    {
        await IdOf(Subject, Avro.Text);
        using var channel = GrpcChannel.ForAddress(Registry.GrpcAddress);
        var api = new Client(channel);
        var request = new RegisterRequest
        {
            Subject = Subject,
            Schema = new Schema { Type = SchemaType.Avro, Text = new string('x', 2 * Declared - 1_000) },
        };
        var packed = new CallHeaders { { "grpc-internal-encoding-request", "gzip" } };

        var calls = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => StatusOf(api.RegisterAsync(request, packed, cancellationToken: Token))));
        while (!calls.IsCompleted)
        {
            (await Get($"/subjects/{Subject}/versions/latest")).IsOk();
        }

        Assert.Empty(Registry.Faults);
        Assert.All(await calls, status => Assert.Contains(status, new[] { StatusCode.InvalidArgument, StatusCode.FailedPrecondition, StatusCode.ResourceExhausted, StatusCode.Unavailable }));
        Assert.Contains(StatusCode.Unavailable, await calls);
        Assert.Contains(await calls, status => status != StatusCode.Unavailable);
        output.WriteLine(string.Join(", ", (await calls).CountBy(status => status)));
    }

    [Fact]
    public async Task Forty_that_send_ten_megabytes_of_metadata_at_once_are_refused_and_leave_the_rest_alone()
    {
        await IdOf(Subject, Avro.Text);
        var body = new { schema = Avro.Number, metadata = new { properties = new { k = new string('v', Declared - 1_000) } } };

        var answers = Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Post($"/subjects/{Subject}/versions", body)));
        while (!answers.IsCompleted)
        {
            (await Get($"/subjects/{Subject}/versions/latest")).IsOk();
        }

        Assert.All(await answers, answer => Assert.Contains(answer.Status, new[] { 422, 503 }));
        Assert.Contains(await answers, answer => answer.Status == 422);
        Assert.Empty(Registry.Faults);
    }

    /// <summary>A request whose body has begun.</summary>
    internal static byte[] Begun(string subject) => Encoding.UTF8.GetBytes(
        $"POST /subjects/{subject}/versions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Declared}\r\n\r\n{{");

    private static async Task<StatusCode> StatusOf(AsyncUnaryCall<RegisterResponse> call)
    {
        try
        {
            await call;
            return StatusCode.OK;
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode;
        }
    }
}
