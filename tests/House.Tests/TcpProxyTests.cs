using System.Net;
using System.Net.Sockets;
using SchemaRegistry.Support;

namespace SchemaRegistry.House.Tests;

/// <summary>What the tests cut connections with must not itself fail when one is cut.</summary>
public sealed class TcpProxyTests
{
    private const int Clients = 200;

    [Fact]
    public async Task Clients_that_reset_their_connections_do_not_end_it()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var proxy = new TcpProxy(((IPEndPoint)server.LocalEndpoint).Port);
        for (var client = 0; client < Clients; client++)
        {
            var reset = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await reset.ConnectAsync(IPAddress.Loopback, proxy.Port, TestContext.Current.CancellationToken);
            reset.Close(timeout: 0);
        }

        for (var client = 0; client < Clients; client++)
        {
            using var passedOn = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, await passedOn.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        }

        Assert.Null(await Record.ExceptionAsync(async () => await proxy.DisposeAsync()));
    }
}
