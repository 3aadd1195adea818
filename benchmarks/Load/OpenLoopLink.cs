using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SchemaRegistry.Load;

/// <summary>One connection of an open loop: what is due on it, and when each answer was there.</summary>
internal sealed class OpenLoopLink : IDisposable
{
    private readonly byte[][] _requests;
    private readonly byte[] _buffer = new byte[256 << 10];
    private readonly List<ArraySegment<byte>> _due = [];
    private readonly long _start;
    private readonly double _interval;
    private readonly Memory<double> _times;
    private int _filled;
    private int _sent;
    private int _received;

    /// <param name="port">The server's on loopback.</param>
    /// <param name="paths">What is asked for, in turn.</param>
    /// <param name="start">When the first request is due.</param>
    /// <param name="interval">Ticks of the stopwatch between one and the next.</param>
    /// <param name="times">Room for the time of each answer in milliseconds.</param>
    public OpenLoopLink(int port, IEnumerable<string> paths, long start, double interval, Memory<double> times)
    {
        _requests = [.. paths.Select(path => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"))];
        (_start, _interval, _times) = (start, interval, times);
        Socket.Connect(IPAddress.Loopback, port);
    }

    public Socket Socket { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public bool IsDone => _received == _times.Length;

    /// <summary>What is due goes out, together with all else that is; answers are not waited for.</summary>
    public void SendDue()
    {
        var due = Math.Min(_times.Length, (int)Math.Floor((Stopwatch.GetTimestamp() - _start) / _interval) + 1);
        for (; _sent < due; _sent++)
        {
            _due.Add(_requests[_sent % _requests.Length]);
        }

        if (_due.Count > 0)
        {
            Socket.Send(_due);
            _due.Clear();
        }
    }

    public void Receive()
    {
        var read = Socket.Receive(_buffer.AsSpan(_filled));
        _filled = read > 0 ? _filled + read : throw new IOException("The server closed the connection.");
        var used = 0;
        while (EndOfAnswer(_buffer.AsSpan(used, _filled - used)) is var length and > 0)
        {
            _times.Span[_received] = Stopwatch.GetElapsedTime(_start + (long)(_interval * _received)).TotalMilliseconds;
            (used, _received) = (used + length, _received + 1);
        }

        _buffer.AsSpan(used, _filled - used).CopyTo(_buffer);
        _filled -= used;
    }

    public void Dispose() => Socket.Dispose();

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
        var end = head + 4 + int.Parse(length[..length.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        return end <= bytes.Length ? end : -1;
    }
}
