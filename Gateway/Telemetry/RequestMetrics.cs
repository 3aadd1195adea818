using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SchemaRegistry.Gateway.Telemetry;

/// <summary>
/// How many requests of which operation end how, and after how long. In place of the web server's own metrics, which know no
/// operation that is answered before routing and none of gRPC's.
/// </summary>
internal sealed class RequestMetrics(IMeterFactory meters)
{
    public const string MeterName = "SchemaRegistry.Requests";
    public const string Http = "http";
    public const string Grpc = "grpc";

    private readonly Histogram<double> _duration = meters.Create(MeterName).CreateHistogram(
        "schema_registry.request.duration",
        "s",
        "Time to answer a request, by protocol, operation and outcome: the HTTP status, or the name of the gRPC status.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    /// <param name="startedAt">By <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Answered(string protocol, string operation, string outcome, long startedAt) => _duration.Record(
        Stopwatch.GetElapsedTime(startedAt).TotalSeconds,
        new KeyValuePair<string, object?>("protocol", protocol),
        new KeyValuePair<string, object?>("operation", operation),
        new KeyValuePair<string, object?>("outcome", outcome));
}
