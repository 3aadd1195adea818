using System.Net;
using System.Net.Sockets;

namespace SchemaRegistry.Support;

/// <summary>A loopback port whose connections go to several others in turn, as a load balancer's would.</summary>
public sealed class Spreader : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int[] _ports;
    private readonly Task _accepting;

    public Spreader(IEnumerable<int> ports)
    {
        _ports = [.. ports];
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            for (var turn = 0; ; turn++)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Join(client, _ports[turn % _ports.Length]);
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task Join(TcpClient client, int port)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
                var (inward, outward) = (client.GetStream(), server.GetStream());
                await Task.WhenAny(inward.CopyToAsync(outward, _stop.Token), outward.CopyToAsync(inward, _stop.Token));
            }
            catch (Exception fault) when (fault is SocketException or IOException or OperationCanceledException)
            {
                // Either side has gone, and so does the other.
            }
        }
    }
}
