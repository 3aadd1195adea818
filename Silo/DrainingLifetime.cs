using System.Runtime.InteropServices;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>
/// Ends this process in steps when it is asked to: <c>/ready</c> says no at once, and only when load balancers had the time
/// to see it new requests are refused and the host stops. Whoever asks again, or from a keyboard, does not wait.
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

    // Nobody waits for a process that has not served yet, either.
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
