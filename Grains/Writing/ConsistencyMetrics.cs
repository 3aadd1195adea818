using System.Diagnostics.Metrics;

namespace SchemaRegistry.Grains.Writing;

/// <summary>How often a safeguard of consistency had something to do. Each is rare while silos and store are well.</summary>
internal sealed class ConsistencyMetrics
{
    public const string MeterName = "SchemaRegistry.Subjects";

    private readonly Counter<long> _missed;
    private readonly Counter<long> _unknown;
    private readonly Counter<long> _overtaken;
    private readonly Counter<long> _unknownSettings;

    public ConsistencyMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _missed = meter.CreateCounter<long>(
            "schema_registry.commits.missed", "{commit}", "Commits that the store refused because what they rested on had moved.");
        _unknown = meter.CreateCounter<long>(
            "schema_registry.commits.unknown", "{commit}", "Commits whose outcome was unknown and had to be looked for.");
        _overtaken = meter.CreateCounter<long>(
            "schema_registry.leases.overtaken", "{lease}", "Subjects that another process had changed when their lease ran out.");
        _unknownSettings = meter.CreateCounter<long>(
            "schema_registry.settings.unknown", "{read}", "Subjects that were read with settings which only a newer build knows.");
    }

    public void UnknownSettings() => _unknownSettings.Add(1);

    public void Missed() => _missed.Add(1);

    public void Unknown() => _unknown.Add(1);

    public void Overtaken() => _overtaken.Add(1);
}
