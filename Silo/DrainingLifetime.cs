using System.Runtime.InteropServices;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>
/// Ends this process in steps on SIGTERM: <c>/ready</c> says no at once, and only when load balancers had the time to see it are
/// new requests refused and the host stopped. SIGINT, SIGQUIT and a second signal skip the wait. A stop that takes longer than
/// <c>DRAIN_SECONDS</c> is ended with code 1: whoever leaves a cluster whose members lie on a server that is away would wait for minutes.
/// </summary>
/// <param name="exit">Ends the process with a code; a test has it do something else.</param>
internal sealed class DrainingLifetime(
    Admission admission, SiloConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider clock, Action<int>? exit = null)
    : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly CancellationTokenSource _ended = new();
    private int _isLimited;

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

        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Answer(signal, configuration.DrainDelay)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Answer(signal, TimeSpan.Zero)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, signal => Answer(signal, TimeSpan.Zero)));
    }

    /// <summary>From now on the time for the stop runs, whatever it came from: a signal, or a part that failed.</summary>
    public void BeginLimit()
    {
        if (Interlocked.Exchange(ref _isLimited, 1) == 0)
        {
            _ = EndLate();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        _ended.Cancel();
        _ended.Dispose();
    }

    // A process that does not serve yet is stopped at once.
    private void Answer(PosixSignalContext signal, TimeSpan delay)
    {
        signal.Cancel = true;
        BeginLimit();
        _ = Stop(admission.IsOpen ? delay : TimeSpan.Zero);
    }

    private async Task Stop(TimeSpan delay)
    {
        admission.Leave();
        await Task.Delay(delay, clock);
        admission.Close();
        lifetime.StopApplication();
    }

    private async Task EndLate()
    {
        await Task.Delay(configuration.DrainTimeout, clock, _ended.Token);
        await LastLine.Write(
            LogLevel.Error, $"Not everything had ended after {Settings.DrainSeconds.Name}={configuration.DrainTimeout.TotalSeconds:0}.");
        (exit ?? Environment.Exit)(1);
    }
}
