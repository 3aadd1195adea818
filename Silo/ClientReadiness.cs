using SchemaRegistry.Gateway.Health;

namespace SchemaRegistry.Silo;

/// <summary>Ready, in a process without a silo, means: it is connected to one, and it takes requests.</summary>
internal sealed class ClientReadiness(Admission admission) : IReadiness, IClusterConnectionStatusObserver
{
    private volatile bool _isConnected;

    public ReadinessReport Report() =>
        new(_isConnected && admission.IsOpen, admission.IsDraining, ("clusterConnected", _isConnected));

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered) =>
        _isConnected = currentNumberOfGateways > 0;

    public void NotifyClusterConnectionLost() => _isConnected = false;
}
