using System.Net.Sockets;
using System.Text;

namespace SchemaRegistry.Gateway.Tests.Http;

/// <summary>Sends bytes as they are, for what no HTTP client would send.</summary>
public static class RawHttp
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>The status and the whole answer, headers included. The request must ask to close.</summary>
    public static Task<(int Status, string Text)> Send(int port, string request, CancellationToken cancellationToken) =>
        Send(port, Encoding.UTF8.GetBytes(request), cancellationToken);

    public static async Task<(int Status, string Text)> Send(int port, byte[] request, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, deadline.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(request, deadline.Token);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, deadline.Token);
        var text = Encoding.UTF8.GetString(answer.ToArray());
        return (text.Length > 12 ? int.Parse(text.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0, text);
    }

    public static Task<(int Status, string Text)> Get(int port, string target, CancellationToken cancellationToken, string headers = "") =>
        Send(port, $"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n", cancellationToken);

    public static Task<(int Status, string Text)> Post(
        int port, string target, string body, CancellationToken cancellationToken, string? contentLength = null) =>
        Send(
            port,
            $"POST {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {contentLength ?? Encoding.UTF8.GetByteCount(body).ToString(System.Globalization.CultureInfo.InvariantCulture)}\r\n\r\n{body}",
            cancellationToken);
}
