using SchemaRegistry.Gateway.Health;

namespace SchemaRegistry.Silo;

/// <summary>
/// Ready, in a process with a silo, means: the store was reached once since start, the silo is active, and requests are taken.
/// Losing the store later does not by itself make it unready.
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
