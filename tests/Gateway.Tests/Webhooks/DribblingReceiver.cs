using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SchemaRegistry.Gateway.Tests.Webhooks;

/// <summary>A receiver whose answers begin as told and go on, a byte at a time, for as long as anybody listens.</summary>
internal sealed class DribblingReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly byte[] _beginning;
    private int _open;
    private int _served;

    public DribblingReceiver(string beginning)
    {
        _beginning = Encoding.ASCII.GetBytes(beginning);
        _listener.Start();
        _accepting = Accept();
    }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Connections that are open now.</summary>
    public int Open => Volatile.Read(ref _open);

    public int Served => Volatile.Read(ref _served);

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
            while (true)
            {
                _ = Serve(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task Serve(TcpClient client)
    {
        Interlocked.Increment(ref _open);
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var read = await stream.ReadAsync(new byte[8_192], _stop.Token);
                Interlocked.Add(ref _served, Math.Min(read, 1));
                await stream.WriteAsync(_beginning, _stop.Token);
                while (true)
                {
                    await stream.WriteAsync("x"u8.ToArray(), _stop.Token);
                    await Task.Delay(Pause, _stop.Token);
                }
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException)
            {
                // The sender has gone, or the receiver goes.
            }
            finally
            {
                Interlocked.Decrement(ref _open);
            }
        }
    }
}
