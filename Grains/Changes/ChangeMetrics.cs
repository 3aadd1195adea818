using System.Diagnostics.Metrics;
using SchemaRegistry.Storage.Changes;

namespace SchemaRegistry.Grains.Changes;

/// <summary>What the change log's numbering shows of itself.</summary>
internal sealed class ChangeMetrics
{
    public const string MeterName = "SchemaRegistry.Changes";

    private readonly TimeProvider _clock;
    private readonly Counter<long> _numbered;
    private readonly Counter<long> _unknown;
    private long _lookedAt;
    private long _lagMilliseconds;
    private int _held;
    private bool _leads;

    public ChangeMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create(MeterName);
        _numbered = meter.CreateCounter<long>(
            "schema_registry.changes.numbered", "{change}", "Changes that this process gave their number.");
        _unknown = meter.CreateCounter<long>(
            "schema_registry.changes.unknown", "{change}", "Changes of a kind that only a newer build knows, which this process passed over.");
        meter.CreateObservableGauge(
            "schema_registry.changes.lag",
            LagSeconds,
            "s",
            "Age of the oldest change when it was last numbered, in the process that numbers.");
        meter.CreateObservableGauge(
            "schema_registry.changes.held",
            () => Volatile.Read(ref _held),
            "{change}",
            "Changes that wait for an earlier revision of their subject.");
        meter.CreateObservableGauge(
            "schema_registry.changes.leads",
            () => Volatile.Read(ref _leads) ? 1 : 0,
            "{process}",
            "1 in the process that numbers; the sum over all should be 1.");
    }

    public void Leads(bool leads)
    {
        Volatile.Write(ref _lookedAt, _clock.GetTimestamp());
        Volatile.Write(ref _lagMilliseconds, 0);
        Volatile.Write(ref _leads, leads);
    }

    public void Numbered(NumberedBatch batch)
    {
        Volatile.Write(ref _lookedAt, _clock.GetTimestamp());
        Volatile.Write(ref _held, batch.Held);
        var age = batch.Count == 0 ? 0 : _clock.GetUtcNow().ToUnixTimeMilliseconds() - batch.Oldest;
        Volatile.Write(ref _lagMilliseconds, Math.Max(0, age));
        if (batch.Count > 0)
        {
            _numbered.Add(batch.Count);
        }
    }

    public void Unknown(int count)
    {
        if (count > 0)
        {
            _unknown.Add(count);
        }
    }

    // The time since the last look counts too, so that numbering that hangs shows.
    private double LagSeconds() => Volatile.Read(ref _leads)
        ? (Volatile.Read(ref _lagMilliseconds) / 1000.0) + _clock.GetElapsedTime(Volatile.Read(ref _lookedAt)).TotalSeconds
        : 0;
}
