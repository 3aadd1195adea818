using System.Net;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Telemetry;

/// <summary>
/// Says why traces do not reach their collector, once a minute at most. The exporter itself drops them without a word in the log.
/// </summary>
internal sealed partial class CollectorHandler(ILogger<CollectorHandler> logger, TimeProvider clock) : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);
    private readonly Sparingly _warning = new(clock, Silence);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Look(base.Send(request, cancellationToken));
        }
        catch (Exception fault)
        {
            Tell(FaultReason.Of(fault));
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Look(await base.SendAsync(request, cancellationToken));
        }
        catch (Exception fault)
        {
            Tell(FaultReason.Of(fault));
            throw;
        }
    }

    private HttpResponseMessage Look(HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            Tell($"it answered {(int)answer.StatusCode}");
        }

        return answer;
    }

    private void Tell(string reason)
    {
        if (_warning.Next() is not null)
        {
            LogUnsent(reason);
        }
    }

    [LoggerMessage(EventIds.TracesUnsent, LogLevel.Warning, "Traces do not reach the collector and are lost: {Reason}")]
    private partial void LogUnsent(string reason);
}
