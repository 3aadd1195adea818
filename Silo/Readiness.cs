using SchemaRegistry.Gateway.Health;

namespace SchemaRegistry.Silo;

/// <summary>What <c>/ready</c> goes by in a process that holds a silo.</summary>
internal sealed class Readiness(StoreWatch store, ISiloStatusOracle silo, IHostApplicationLifetime lifetime) : IReadiness
{
    public ReadinessReport Report()
    {
        var isActive = silo.CurrentStatus == SiloStatus.Active;
        var isDraining = lifetime.ApplicationStopping.IsCancellationRequested;
        return new ReadinessReport(store.WasReached && isActive && !isDraining, isActive, store.IsReachable, isDraining);
    }
}
