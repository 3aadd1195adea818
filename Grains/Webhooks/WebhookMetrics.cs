using System.Diagnostics.Metrics;
using SchemaRegistry.Grains.Changes;

namespace SchemaRegistry.Grains.Webhooks;

/// <summary>What deliveries show of themselves, over all subscriptions.</summary>
internal sealed class WebhookMetrics
{
    private readonly TimeProvider _clock;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _lag;
    private int _subscriptions;
    private int _suspended;

    public WebhookMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create(ChangeMetrics.MeterName);
        _attempts = meter.CreateCounter<long>(
            "schema_registry.webhooks.attempts", "{attempt}", "Attempts to deliver a change, by outcome.");
        _lag = meter.CreateHistogram<double>(
            "schema_registry.webhooks.lag", "s", "Time from a change to the end of its delivery, by outcome.");
        meter.CreateObservableGauge(
            "schema_registry.webhooks.subscriptions",
            () => Volatile.Read(ref _subscriptions),
            "{subscription}",
            "Subscriptions that this process delivers to; 0 in all processes but one.");
        meter.CreateObservableGauge(
            "schema_registry.webhooks.suspended",
            () => Volatile.Read(ref _suspended),
            "{subscription}",
            "Subscriptions that get nothing until their owner does something.");
    }

    public void Serves(int subscriptions, int suspended)
    {
        Volatile.Write(ref _subscriptions, subscriptions);
        Volatile.Write(ref _suspended, suspended);
    }

    public void Taken(long changedAt)
    {
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", "taken"));
        Ended("taken", changedAt);
    }

    public void Failed() => _attempts.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));

    public void GivenUp(long changedAt) => Ended("dead_letter", changedAt);

    private void Ended(string outcome, long changedAt) => _lag.Record(
        Math.Max(0, _clock.GetUtcNow().ToUnixTimeMilliseconds() - changedAt) / 1000.0,
        new KeyValuePair<string, object?>("outcome", outcome));
}
