using System.Runtime.InteropServices;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>
/// Ends this process in steps on SIGTERM: <c>/ready</c> says no at once, and only when load balancers had the time to see it are
/// new requests refused and the host stopped. SIGINT, SIGQUIT and a second signal skip the wait.
/// </summary>
internal sealed class DrainingLifetime(
    Admission admission, SiloConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider clock) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Begin(signal, configuration.DrainDelay)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Begin(signal, TimeSpan.Zero)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, signal => Begin(signal, TimeSpan.Zero)));
        return Task.CompletedTask;
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
    }
}
