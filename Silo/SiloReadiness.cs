using SchemaRegistry.Gateway.Health;

namespace SchemaRegistry.Silo;

/// <summary>
/// What <c>/ready</c> goes by in a process that holds a silo: its store was reached once since start, its silo is active, and
/// it takes requests. Losing the store later does not by itself make it unready.
/// </summary>
internal sealed class SiloReadiness(StoreHealthProbe store, ISiloStatusOracle silo, Admission admission) : IReadiness
{
    public ReadinessReport Report()
    {
        var isActive = silo.CurrentStatus == SiloStatus.Active;
        return new ReadinessReport(
            store.WasReached && isActive && admission.IsOpen,
            admission.IsDraining,
            ("siloActive", isActive),
            ("storeReachable", store.IsReachable));
    }
}
