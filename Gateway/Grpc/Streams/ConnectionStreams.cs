using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SchemaRegistry.Gateway.Grpc.Streams;

/// <summary>
/// The streams of one connection. Callers close the connection of a process that goes when nothing more comes by it, but not while an
/// answer lies unread; and the server, which looks after its connections with a heartbeat, stops that before all else.
/// </summary>
internal sealed class ConnectionStreams(IConnectionLifetimeFeature connection)
{
    private static readonly TimeSpan UntilClosed = TimeSpan.FromSeconds(8);
    private int _open;
    private int _isClosing;

    public static ConnectionStreams Of(HttpContext http)
    {
        // All streams of a connection find the same dictionary, which is not made for several threads.
        var items = http.Features.GetRequiredFeature<IConnectionItemsFeature>().Items;
        lock (items)
        {
            if (!items.TryGetValue(typeof(ConnectionStreams), out var streams))
            {
                items[typeof(ConnectionStreams)] = streams = new ConnectionStreams(http.Features.GetRequiredFeature<IConnectionLifetimeFeature>());
            }

            return (ConnectionStreams)streams!;
        }
    }

    public void Begin() => Interlocked.Increment(ref _open);

    /// <summary>A stream has no more to say.</summary>
    public void End() => Interlocked.Decrement(ref _open);

    /// <summary>Closes the connection when none of its streams has more to say, and callers had the time to take what was said.</summary>
    public void CloseSoon(TimeProvider clock)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) == 0)
        {
            _ = Close(clock);
        }
    }

    private async Task Close(TimeProvider clock)
    {
        do
        {
            await Task.Delay(UntilClosed, clock);
        }
        while (Volatile.Read(ref _open) > 0);

        connection.Abort();
    }
}
