using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SchemaRegistry.Support;

/// <summary>A throw-away Redis from the system's packages, on a free loopback port, that keeps nothing on disk.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly TempFolder _folder = new();
    private OwnedProcess? _process;

    private RedisServer()
    {
    }

    public int Port { get; } = FreePort.Next();

    public string Url => $"redis://127.0.0.1:{Port}/0";

    public static async Task<RedisServer> Start()
    {
        var server = new RedisServer();
        await server.StartAgain();
        return server;
    }

    public async Task StartAgain()
    {
        _process = OwnedProcess.Start(
            _folder.File("redis.log"),
            "/usr/bin/redis-server", "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no");
        await Eventually.Be($"Redis to answer on port {Port}", Deadline, Answers);
    }

    /// <summary>Ends it at once; what it held is gone.</summary>
    public async Task Crash()
    {
        _process!.Signal("KILL");
        await Eventually.Be("Redis to end", Deadline, () => _process.HasExited);
        _process.Dispose();
        _process = null;
    }

    public void Pause() => _process!.Signal("STOP");

    public void Resume() => _process!.Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await Crash();
        }

        _folder.Dispose();
    }

    private async Task<bool> Answers()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("PING\r\n"));
        return await client.GetStream().ReadAsync(new byte[16]) > 0;
    }
}
