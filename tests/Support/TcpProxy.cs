using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SchemaRegistry.Support;

/// <summary>What a <see cref="TcpProxy"/> does with the next bytes that arrive.</summary>
public enum ProxyMode
{
    Forward,

    /// <summary>The next request is dropped and its connection cut: the server never sees it.</summary>
    CutRequest,

    /// <summary>The server works on the next request, but its connection is cut before the answer arrives.</summary>
    CutAnswer,

    /// <summary>Nothing is passed on, nothing is closed: the network is a black hole.</summary>
    Swallow,
}

/// <summary>Stands between a client and a server on loopback, and cuts them off at a chosen moment.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly Task _accepting;
    private volatile ProxyMode _mode;
    private volatile byte[]? _lost;

    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ProxyMode Mode
    {
        get => _mode;
        set => _mode = value;
    }

    /// <summary>Swallows the request that holds this text, and all that follow it on its connection; null for none.</summary>
    public void Lose(string? text) => _lost = text is null ? null : Encoding.UTF8.GetBytes(text);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ending.Dispose();
    }

    private async Task Accept()
    {
        var pairs = new List<Task>();
        try
        {
            while (true)
            {
                pairs.Add(Join(await _listener.AcceptTcpClientAsync(_ending.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(pairs);
        }
    }

    private async Task Join(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _ending.Token);

                // Both before either is read: one that was reset gives its stream no more once that has been noticed.
                var (asking, answering) = (client.GetStream(), server.GetStream());
                await Task.WhenAny(Pump(asking, answering, ProxyMode.CutRequest), Pump(answering, asking, ProxyMode.CutAnswer));
            }
            catch (Exception fault) when (fault is SocketException or OperationCanceledException)
            {
                // The server is away: the client sees its connection close.
            }
        }
    }

    private async Task Pump(NetworkStream from, NetworkStream to, ProxyMode cut)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            int read;
            var (hasHole, isLost) = (false, false);
            while ((read = await from.ReadAsync(buffer, _ending.Token)) > 0 && _mode != cut)
            {
                isLost |= cut == ProxyMode.CutRequest && _lost is { } lost && buffer.AsSpan(0, read).IndexOf(lost) >= 0;
                if (_mode == ProxyMode.Swallow || isLost)
                {
                    hasHole = true;
                }
                else if (hasHole)
                {
                    // What was swallowed a real network would send again, or end the connection.
                    return;
                }
                else
                {
                    await to.WriteAsync(buffer.AsMemory(0, read), _ending.Token);
                }
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Either side went; the other follows.
        }
    }
}
