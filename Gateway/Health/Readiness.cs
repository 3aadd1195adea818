namespace SchemaRegistry.Gateway.Health;

/// <summary>
/// Whether this process can serve its role: its store was reached once since start, its silo is active, and it is not
/// draining.
/// </summary>
public interface IReadiness
{
    ReadinessReport Report();
}

/// <summary>What <c>/ready</c> shows.</summary>
/// <param name="StoreReachable">As of the last look; losing the store later does not by itself make a process unready.</param>
public sealed record ReadinessReport(bool IsReady, bool SiloActive, bool StoreReachable, bool Draining);
