using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>
/// Takes requests once everything has started. On shutdown it refuses requests and leaves connections open for a moment, so that
/// late requests get an answer that sends them elsewhere, and not a reset.
/// </summary>
internal sealed class AdmissionPhases(Admission admission, SiloConfiguration configuration, TimeProvider clock) : IHostedLifecycleService
{
    private static readonly TimeSpan LongestLinger = TimeSpan.FromSeconds(1);

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        admission.Open();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        admission.Close();
        var linger = configuration.DrainDelay < LongestLinger ? configuration.DrainDelay : LongestLinger;
        return Task.Delay(linger, clock, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
