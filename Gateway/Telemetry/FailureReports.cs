using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Telemetry;

/// <summary>
/// Counts, by reason, the answers that blame this registry and not the caller (503 and every other 5xx, and what they are in gRPC),
/// and lets a line be written for each reason now and then: who gets them cannot see why.
/// </summary>
internal sealed partial class FailureReports(IMeterFactory meters, TimeProvider clock, ILogger<FailureReports> logger)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<FailureReason, Sparingly> _lines = new();

    private readonly Counter<long> _failures = meters.Create(RequestMetrics.MeterName).CreateCounter<long>(
        "schema_registry.failures", "{answer}", "Answers that the registry failed or cannot serve for now, by protocol and reason.");

    /// <param name="protocol"><see cref="RequestMetrics.Http"/> or <see cref="RequestMetrics.Grpc"/>.</param>
    /// <param name="reason">Why, in one word.</param>
    /// <param name="message">What the caller is told.</param>
    public void Report(string protocol, FailureReason reason, string message)
    {
        _failures.Add(
            1,
            new KeyValuePair<string, object?>("protocol", protocol),
            new KeyValuePair<string, object?>("reason", reason.ToString().ToLowerInvariant()));
        if (_lines.GetOrAdd(reason, _ => new Sparingly(clock, Quiet)).Next() is { } times)
        {
            LogFailed(times, reason, message);
        }
    }

    [LoggerMessage(EventIds.RequestsFailed, LogLevel.Warning, "{Times} more requests failed for reason {Reason}: {Message}")]
    private partial void LogFailed(int times, FailureReason reason, string message);
}
