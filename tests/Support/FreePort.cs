using System.Net;
using System.Net.Sockets;

namespace SchemaRegistry.Support;

/// <summary>
/// Ports of the loopback address that nobody listens at. They lie below those that the system gives to outgoing connections,
/// which would take one of ours before its server has started.
/// </summary>
public static class FreePort
{
    private const int First = 12_000;
    private const int Last = 32_000;

    // Each port is given out once, as whoever got it may not listen yet.
    private static int _next = Random.Shared.Next(Last - First);

    public static int Next() => Next(1)[0];

    /// <summary>Several at once, all different.</summary>
    public static int[] Next(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % (Last - First));
            if (IsFree(port))
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
