using System.Net;
using System.Net.Sockets;

namespace SchemaRegistry.Support;

/// <summary>
/// Ports of the loopback address that nobody listens at. They lie below those that the system gives to outgoing connections,
/// which would take one of ours before its server has started. Suites run side by side, so each process has a block of its own.
/// </summary>
public static class FreePort
{
    private const int First = 12_000;
    private const int BlockSize = 2_500;
    private const int Blocks = 8;

    private static readonly (int First, FileStream Claim) Block = ClaimBlock();

    // Each port is given out once, as whoever got it may not listen yet.
    private static int _next = Random.Shared.Next(BlockSize);

    public static int Next() => Next(1)[0];

    /// <summary>Several at once, all different.</summary>
    public static int[] Next(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
        {
            var port = Block.First + (int)((uint)Interlocked.Increment(ref _next) % BlockSize);
            if (IsFree(port))
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    /// <summary>A file that is open is claimed, until the process that opened it ends.</summary>
    private static (int First, FileStream Claim) ClaimBlock()
    {
        var blocks = Enumerable.Range(0, Blocks).ToArray();
        Random.Shared.Shuffle(blocks);
        foreach (var block in blocks)
        {
            try
            {
                var file = Path.Combine(Path.GetTempPath(), $"sr-ports-{block}");
                return (First + (block * BlockSize), new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
            {
            }
        }

        throw new InvalidOperationException($"All {Blocks} blocks of ports are claimed by other processes of tests.");
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
