using System.Runtime.InteropServices;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>
/// Ends this process in steps on SIGTERM: <c>/ready</c> says no at once, and only when load balancers had the time to see it are
/// new requests refused and the host stopped. SIGINT, SIGQUIT and a second signal skip the wait. A stop that takes longer than
/// <c>DRAIN_SECONDS</c> is ended with code 1: whoever leaves a cluster whose members lie on a server that is away would wait for minutes.
/// </summary>
internal sealed class DrainingLifetime(
    Admission admission, SiloConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider clock) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        Listen();
        return Task.CompletedTask;
    }

    /// <summary>From now on signals are answered. The host calls for it when it starts; what has to be done before may take long.</summary>
    public void Listen()
    {
        if (_signals.Count > 0)
        {
            return;
        }

        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Begin(signal, configuration.DrainDelay)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Begin(signal, TimeSpan.Zero)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, signal => Begin(signal, TimeSpan.Zero)));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    // A process that does not serve yet is stopped at once.
    private void Begin(PosixSignalContext signal, TimeSpan delay)
    {
        signal.Cancel = true;
        _ = End(admission.IsOpen ? delay : TimeSpan.Zero);
    }

    private async Task End(TimeSpan delay)
    {
        admission.Leave();
        await Task.Delay(delay, clock);
        admission.Close();
        lifetime.StopApplication();
        await Task.Delay(configuration.DrainTimeout - delay, clock);
        await Console.Error.WriteLineAsync($"Not everything had ended after {Settings.DrainSeconds.Name}={configuration.DrainTimeout.TotalSeconds:0}.");
        Environment.Exit(1);
    }
}
