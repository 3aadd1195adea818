using System.Net.Sockets;
using System.Text;
using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Weighing;

/// <summary>What callers are told whose long bodies no longer come.</summary>
[Slow]
public sealed class DrippingCallerTests(SharedRegistry registry) : RestTests(registry.Process)
{
    private const int Sent = 100_000;

    [Fact]
    public async Task Over_REST_it_is_408_and_leaves_no_word_in_the_log()
    {
        using var sender = new TcpClient();
        await sender.ConnectAsync("127.0.0.1", Registry.Port, Token);
        var head = $"POST /subjects/{Subject}/versions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {2 * Sent}\r\n\r\n";
        await sender.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head + "{\"schema\":\"" + new string('x', Sent)), Token);

        // The connection is then cut, as the rest may never come.
        using var answer = new StreamReader(sender.GetStream());
        var status = await answer.ReadLineAsync(Token);
        while (await answer.ReadLineAsync(Token) is { Length: > 0 })
        {
        }

        var body = new char["{\"error_code\":408,".Length];
        await answer.ReadBlockAsync(body, Token);

        Assert.StartsWith("HTTP/1.1 408 ", status, StringComparison.Ordinal);
        Assert.Equal("{\"error_code\":408,", new string(body));
        Assert.DoesNotContain(Registry.Faults, line => line.Contains("Kestrel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Over_gRPC_it_is_UNAVAILABLE()
    {
        using var client = new HttpClient();

        var status = await new EndlessMessage(Sent, Token).Send(client, new Uri(Registry.GrpcAddress, "schemaregistry.v1.SchemaRegistry/Register"));

        Assert.Equal("14", status);
    }
}
