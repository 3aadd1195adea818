using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Has one watch follow the other, from its start to its end. Servers end each after minutes, and a connection may break at any time; one
/// that ends at once, or is refused, is kept back for longer and longer.
/// </summary>
/// <param name="what">What is watched, for the log.</param>
internal sealed partial class WatchLoop(string what, Backoff backoff, ILogger logger) : IDisposable
{
    // A server that ends watches at once would make this a busy loop.
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private bool _isRefused;

    /// <param name="watch">Reads what there is and watches from there on, until the watch ends.</param>
    public void Start(Func<CancellationToken, Task> watch)
    {
        var stopping = _stopping.Token;
        _running = Task.Run(() => Run(watch, stopping), CancellationToken.None);
    }

    public async Task Stop(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task Run(Func<CancellationToken, Task> watch, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var begun = await backoff.Wait(cancellationToken);
            try
            {
                await watch(cancellationToken);
                if (Stopwatch.GetElapsedTime(begun) < ShortestWatch)
                {
                    throw new IOException("The server ended it at once.");
                }

                _isRefused = false;
                backoff.Reset();
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                Tell(fault);
                backoff.Extend(fault, begun);
            }
        }
    }

    // A connection that breaks is made again in a moment; a missing right has to be given by somebody, who is told once.
    private void Tell(Exception fault)
    {
        if (ApiFault.IsForbidden(fault) && !_isRefused)
        {
            LogRefused(what, ApiFault.Describe(fault));
            _isRefused = true;
        }
        else
        {
            LogInterrupted(what, ApiFault.Describe(fault));
        }
    }

    [LoggerMessage(442, LogLevel.Debug, "The watch of {What} was interrupted: {Reason}")]
    private partial void LogInterrupted(string what, string reason);

    [LoggerMessage(443, LogLevel.Warning, "The watch of {What} is refused: {Reason}. Until it is not, changes are noticed later")]
    private partial void LogRefused(string what, string reason);
}
