using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace SchemaRegistry.Support;

/// <summary>What came in one request.</summary>
public sealed record Delivery(string ContentType, string Id, string Timestamp, string Signature, string Body)
{
    public JsonElement Event => JsonDocument.Parse(Body).RootElement;

    public string Type => Event.GetProperty("type").GetString()!;

    public JsonElement Data => Event.GetProperty("data");
}

/// <summary>What a receiver answers.</summary>
/// <param name="Location">Where it sends the sender.</param>
/// <param name="Stall">Whether it never answers.</param>
/// <param name="RetryAfter">How many seconds it wants to be left alone.</param>
/// <param name="After">What it waits for before it answers; null for nothing.</param>
public sealed record ReceiverAnswer(int Status = 204, string? Location = null, bool Stall = false, int? RetryAfter = null, Task? After = null);

/// <summary>A receiver of webhooks on a free loopback port, which answers as it is told.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Delivery> _deliveries = new();
    private readonly Task _accepting;

    public WebhookReceiver()
    {
        Port = FreePort.Next();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/");
        _listener.Prefixes.Add($"http://localhost:{Port.ToString(CultureInfo.InvariantCulture)}/");
        _listener.Start();
        _accepting = Accept();
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/hook";

    /// <summary>Everything that came, also what was refused.</summary>
    public IReadOnlyList<Delivery> Deliveries => [.. _deliveries];

    /// <summary>Chooses the answer to a delivery.</summary>
    public Func<Delivery, ReceiverAnswer> Answer { get; set; } = _ => new ReceiverAnswer();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Abort();
        await _accepting;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Serve(await _listener.GetContextAsync());
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task Serve(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var headers = context.Request.Headers;
            var delivery = new Delivery(
                headers["Content-Type"] ?? "",
                headers["webhook-id"] ?? "",
                headers["webhook-timestamp"] ?? "",
                headers["webhook-signature"] ?? "",
                await reader.ReadToEndAsync(_stop.Token));
            _deliveries.Enqueue(delivery);
            var answer = Answer(delivery);
            if (answer.Stall)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }

            await (answer.After ?? Task.CompletedTask).WaitAsync(_stop.Token);
            context.Response.StatusCode = answer.Status;
            if (answer.Location is not null)
            {
                context.Response.Headers["Location"] = answer.Location;
            }

            if (answer.RetryAfter is { } seconds)
            {
                context.Response.Headers["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture);
            }

            context.Response.Close();
        }
        catch (Exception fault) when (fault is HttpListenerException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The sender has gone, or the receiver goes.
        }
    }
}
