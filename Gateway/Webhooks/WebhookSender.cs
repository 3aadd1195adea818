using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Webhooks;

/// <summary>
/// Posts events over HTTP. It follows no redirect, uses no proxy, keeps no cookie and reads no answer beyond its head: a receiver
/// can be slow or hostile and costs one attempt.
/// </summary>
internal sealed class WebhookSender : IWebhookSender, IDisposable
{
    private static readonly string? Version = typeof(WebhookSender).Assembly.GetName().Version?.ToString(3);
    private readonly HttpClient _client;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;

    public WebhookSender(WebhookSenderOptions options, TimeProvider clock)
    {
        (_timeout, _clock) = (options.Timeout, clock);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = options.Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 64 << 10,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            ActivityHeadersPropagator = null,
        };
        if (!options.AllowPrivate)
        {
            handler.ConnectCallback = GuardedConnection.Open;
        }

        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("schema-registry", Version));
    }

    public WebhookEvent EventOf(ChangeEntry change) => CloudEvent.Of(change);

    public WebhookEvent EventOfGap(string token, long at) => CloudEvent.OfGap(token, at);

    public async Task<WebhookResult> Send(string url, string secret, string eventId, string body)
    {
        using var ending = new CancellationTokenSource(_timeout, _clock);
        try
        {
            using var request = RequestOf(url, secret, eventId, body);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending.Token);
            return ResultOf(answer);
        }
        catch (OperationCanceledException)
        {
            return new WebhookResult($"no answer within {_timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
        catch (Exception fault)
        {
            return new WebhookResult(WordFor(fault));
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage RequestOf(string url, string secret, string eventId, string body)
    {
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(body, Encoding.UTF8, CloudEvent.MediaType),
        };
        request.Headers.Add("webhook-id", eventId);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", WebhookSignature.Of(secret, eventId, timestamp, body));
        return request;
    }

    private WebhookResult ResultOf(HttpResponseMessage answer)
    {
        var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (answer.IsSuccessStatusCode)
        {
            return WebhookResult.Taken;
        }

        var asked = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _clock.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return answer.StatusCode == HttpStatusCode.Gone
            ? new WebhookResult("the receiver answered 410: it wants no more", IsUnwanted: true)
            : new WebhookResult($"the receiver answered {status}", RetryAfter: asked > TimeSpan.Zero ? asked : TimeSpan.Zero);
    }

    // What went wrong, and nothing of what was found on the way there: owners need not know the network around this server. What is
    // wrong with the receiver's certificate is theirs to know.
    private static string WordFor(Exception fault) => fault switch
    {
        { InnerException: PrivateAddressException } or PrivateAddressException =>
            "the receiver is at a private address, which WEBHOOK_ALLOW_PRIVATE does not allow",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the receiver's name is unknown",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException =>
            $"no secure connection to the receiver: {FaultReason.Of(fault.GetBaseException())}",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "no connection to the receiver",
        _ => "the receiver's answer could not be read",
    };
}
