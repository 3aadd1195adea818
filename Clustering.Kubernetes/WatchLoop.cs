using System.Diagnostics;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Has one watch follow the other. Servers end each after minutes, and a connection may break at any time; one that ends at once, or
/// is refused, is kept back for longer and longer.
/// </summary>
internal sealed class WatchLoop(Backoff backoff)
{
    // A server that ends watches at once would make this a busy loop.
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromSeconds(5);

    /// <param name="watch">Reads what there is and watches from there on, until the watch ends.</param>
    /// <param name="interrupted">Told why a watch has failed.</param>
    public async Task Run(Func<CancellationToken, Task> watch, Action<Exception> interrupted, CancellationToken cancellationToken)
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

                backoff.Reset();
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                interrupted(fault);
                backoff.Extend(fault, begun);
            }
        }
    }
}
