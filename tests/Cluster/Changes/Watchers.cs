using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Grpc.Net.Client;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Cluster.Changes;

/// <summary>Many who watch one process, half of them over gRPC and half as server-sent events, and who never read.</summary>
internal sealed class Watchers : IAsyncDisposable
{
    private const int StreamsPerChannel = 100;
    private readonly List<IDisposable> _open = [];

    /// <summary>Opens them all, and returns when each has been answered.</summary>
    public static async Task<Watchers> Open(RegistryProcess registry, int count, string context)
    {
        var watchers = new Watchers();
        await Task.WhenAll(
            watchers.OpenStreams(registry, count / 2, context),
            watchers.OpenEvents(registry, count - (count / 2), context));
        return watchers;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var watcher in Enumerable.Reverse(_open))
        {
            watcher.Dispose();
        }

        return default;
    }

    private async Task OpenStreams(RegistryProcess registry, int count, string context)
    {
        Client? api = null;
        for (var i = 0; i < count; i++)
        {
            if (i % StreamsPerChannel == 0)
            {
                var channel = GrpcChannel.ForAddress(registry.GrpcAddress);
                Keep(channel);
                api = new Client(channel);
            }

            var watch = api!.Watch(new WatchRequest { Context = context });
            Keep(watch);
            await watch.ResponseStream.MoveNext(CancellationToken.None);
        }
    }

    private async Task OpenEvents(RegistryProcess registry, int count, string context)
    {
        var request = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"GET /changes?context={context} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"));
        for (var i = 0; i < count; i++)
        {
            // Small, so that what is not read stays with the server and not with the system.
            var client = new TcpClient { ReceiveBufferSize = 4_096 };
            Keep(client);
            await client.ConnectAsync("127.0.0.1", registry.Port);
            await client.GetStream().WriteAsync(request);
            await client.GetStream().ReadExactlyAsync(new byte[16]);
        }
    }

    private void Keep(IDisposable one)
    {
        lock (_open)
        {
            _open.Add(one);
        }
    }
}
