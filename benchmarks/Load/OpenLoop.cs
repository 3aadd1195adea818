using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SchemaRegistry.Load;

/// <summary>Times in milliseconds from when a request was due to when its answer was there.</summary>
internal sealed record Latencies(double P50, double P99, double P999, double Rate);

/// <summary>
/// Sends at a fixed rate whether or not answers come, and counts from when each request was due, so that a server that stops
/// for a moment pays for everything it delayed.
/// </summary>
internal static class OpenLoop
{
    private const int Connections = 32;

    public static async Task<Latencies> Measure(int port, IReadOnlyList<string> paths, double rate, int seconds)
    {
        var start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 5);
        var perConnection = (int)(rate * seconds / Connections);
        var interval = Connections / rate * Stopwatch.Frequency;
        var times = await Task.WhenAll(Enumerable.Range(0, Connections).Select(number => Task.Run(() =>
            Drive(port, paths, number, start + (long)(interval * number / Connections), interval, perConnection))));
        var sorted = times.SelectMany(list => list).Order().ToArray();
        return new Latencies(At(sorted, 0.5), At(sorted, 0.99), At(sorted, 0.999), sorted.Length / (double)seconds);
    }

    private static async Task<double[]> Drive(int port, IReadOnlyList<string> paths, int number, long start, double interval, int count)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var requests = paths.Select(path => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")).ToArray();
        var sending = Send(socket, at => requests[((at * Connections) + number) % requests.Length], start, interval, count);
        var times = await Receive(socket, start, interval, count);
        await sending;
        return times;
    }

    // What is due goes out, together with all else that is; answers are not waited for.
    private static async Task Send(Socket socket, Func<int, byte[]> request, long start, double interval, int count)
    {
        for (var sent = 0; sent < count;)
        {
            var due = Math.Min(count, (int)((Stopwatch.GetTimestamp() - start) / interval) + 1);
            if (due <= sent)
            {
                await Task.Delay(1);
                continue;
            }

            var batch = new List<ArraySegment<byte>>();
            for (; sent < due; sent++)
            {
                batch.Add(request(sent));
            }

            await socket.SendAsync(batch);
        }
    }

    private static async Task<double[]> Receive(Socket socket, long start, double interval, int count)
    {
        var (times, buffer, filled) = (new double[count], new byte[64 << 10], 0);
        for (var received = 0; received < count;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            filled = read > 0 ? filled + read : throw new IOException("The server closed the connection.");
            var used = 0;
            while (EndOfAnswer(buffer.AsSpan(used, filled - used)) is var length and > 0)
            {
                times[received] = Stopwatch.GetElapsedTime(start + (long)(interval * received)).TotalMilliseconds;
                (used, received) = (used + length, received + 1);
            }

            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
        }

        return times;
    }

    /// <summary>Where the first answer ends; negative when it is not whole yet.</summary>
    private static int EndOfAnswer(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return -1;
        }

        if (!bytes.StartsWith("HTTP/1.1 200"u8))
        {
            throw new IOException(Encoding.ASCII.GetString(bytes[..head]));
        }

        var length = bytes[(bytes.IndexOf("Content-Length: "u8) + 16)..];
        var end = head + 4 + int.Parse(length[..length.IndexOf((byte)'\r')]);
        return end <= bytes.Length ? end : -1;
    }

    private static double At(double[] sorted, double part) => sorted[(int)Math.Min(sorted.Length - 1, part * sorted.Length)];
}
