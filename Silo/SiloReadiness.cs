using SchemaRegistry.Gateway.Health;

namespace SchemaRegistry.Silo;

/// <summary>
/// Ready, in a process with a silo, means: the store was reached once since start, the silo is active, and requests are taken.
/// Losing the store later does not by itself make it unready, but for a file that is damaged, which does not come back.
/// </summary>
internal sealed class SiloReadiness(StoreHealthProbe store, ISiloStatusOracle silo, SteadyClock clock, Admission admission) : IReadiness
{
    public ReadinessReport Report()
    {
        var isActive = silo.CurrentStatus == SiloStatus.Active;
        return new ReadinessReport(
            store.WasReached && !store.IsDamaged && isActive && admission.IsOpen,
            admission.IsDraining,
            ("siloActive", isActive),
            ("storeReachable", store.IsReachable),
            ("clockSteady", clock.Agrees));
    }
}
