using Microsoft.Extensions.Diagnostics.HealthChecks;
using SchemaRegistry.Gateway.Health;

namespace SchemaRegistry.Gateway.Grpc.Hosting;

/// <summary>Lets <c>grpc.health.v1</c> say what <c>/ready</c> says.</summary>
internal sealed class ReadinessCheck(IReadiness readiness) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(readiness.Report().IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
