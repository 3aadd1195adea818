using System.Net;
using Grpc.Net.Client;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Replay.Doors;

/// <summary>The registry that is recorded, on SQLite in a folder of its own, and clients of both its doors.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan SettleDeadline = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly RegistryProcess _process;
    private readonly GrpcChannel _channel;
    private int _marks;

    private Server(string assembly)
    {
        var variables = new Dictionary<string, string> { ["LOG_LEVEL"] = "error", ["REGION"] = "replay" };
        _process = RegistryProcess.Launch(_folder.Path, variables, Path.GetFullPath(assembly));
        _channel = GrpcChannel.ForAddress(_process.GrpcAddress);
        (Registry, Webhooks) = (new Client(_channel), new WebhookRegistry.WebhookRegistryClient(_channel));
        // Bodies are shown as they were before compression, beside the header that tells of it.
        Rest = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false });
    }

    public HttpClient Rest { get; }

    public Client Registry { get; }

    public WebhookRegistry.WebhookRegistryClient Webhooks { get; }

    public static async Task<Server> Start(string assembly)
    {
        var server = new Server(assembly);
        try
        {
            await server._process.WaitUntilReady();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The address of a path, exactly as it is written.</summary>
    public Uri Address(string path) => new(
        $"http://127.0.0.1:{_process.Port}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    /// <summary>
    /// Waits until what is read by id shows everything that was written. Caches follow the log, so a mark that can be seen has
    /// everything before it behind it.
    /// </summary>
    public async Task Settle()
    {
        var mark = $"mark-{_marks++}";
        using var body = new StringContent("""{"schema":"\"string\""}""");
        body.Headers.ContentType = new("application/json");
        using var written = await Rest.PostAsync(Address($"/subjects/:.marks:{mark}/versions"), body);
        written.EnsureSuccessStatusCode();
        await Eventually.Be($"{mark} to be seen", SettleDeadline, async () =>
            (await Rest.GetStringAsync(Address("/contexts/.marks/schemas/ids/1/versions"))).Contains($"{mark}\"", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        Rest.Dispose();
        _channel.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
