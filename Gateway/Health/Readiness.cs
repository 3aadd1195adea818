namespace SchemaRegistry.Gateway.Health;

/// <summary>Whether this process can serve its role.</summary>
public interface IReadiness
{
    ReadinessReport Report();
}

/// <summary>What <c>/ready</c> shows.</summary>
/// <param name="Parts">What this process stands on, and whether each holds; not all of it makes a process unready.</param>
public sealed record ReadinessReport(bool IsReady, bool Draining, params (string Name, bool Holds)[] Parts);
