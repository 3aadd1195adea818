using System.Diagnostics;
using System.Net.Sockets;

namespace SchemaRegistry.Load;

/// <summary>Times in milliseconds from when a request was due to when its answer was there.</summary>
internal sealed record Latencies(double P50, double P99, double P999, double Rate)
{
    public override string ToString() => FormattableString.Invariant($"p50 {P50:0.00} ms, p99 {P99:0.00} ms, p99.9 {P999:0.00} ms");

    /// <summary>Of each percentile by itself.</summary>
    public static Latencies Median(IReadOnlyCollection<Latencies> runs) => new(
        LoadResult.Median(runs.Select(run => run.P50)),
        LoadResult.Median(runs.Select(run => run.P99)),
        LoadResult.Median(runs.Select(run => run.P999)),
        LoadResult.Median(runs.Select(run => run.Rate)));
}

/// <summary>
/// Sends at a fixed rate whether or not answers come, and counts from when each request was due, so that a server that stops
/// for a moment pays for everything it delayed. One thread does it all, to leave the processor to the server.
/// </summary>
internal static class OpenLoop
{
    private const int Connections = 32;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(0.5);

    public static async Task<Latencies> Measure(int port, IReadOnlyList<string> paths, double rate, int seconds)
    {
        var sorted = await Task.Factory.StartNew(
            () => Drive(port, paths, rate, seconds), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Array.Sort(sorted);
        return new Latencies(At(sorted, 0.5), At(sorted, 0.99), At(sorted, 0.999), sorted.Length / (double)seconds);
    }

    private static double[] Drive(int port, IReadOnlyList<string> paths, double rate, int seconds)
    {
        var times = new double[Connections * (int)(rate * seconds / Connections)];
        var interval = Connections / rate * Stopwatch.Frequency;
        var start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 5);
        var links = Enumerable.Range(0, Connections).Select(number => new OpenLoopLink(
            port,
            paths.Where((_, at) => at % Connections == number),
            start + (long)(interval * number / Connections),
            interval,
            times.AsMemory(times.Length / Connections * number, times.Length / Connections))).ToDictionary(link => link.Socket);
        try
        {
            while (links.Values.Where(link => !link.IsDone).Select(link => link.Socket).ToList() is { Count: > 0 } waiting)
            {
                foreach (var link in links.Values)
                {
                    link.SendDue();
                }

                Socket.Select(waiting, null, null, Tick);
                foreach (var socket in waiting)
                {
                    links[socket].Receive();
                }
            }
        }
        finally
        {
            foreach (var link in links.Values)
            {
                link.Dispose();
            }
        }

        return times;
    }

    private static double At(double[] sorted, double part) => sorted[(int)Math.Min(sorted.Length - 1, part * sorted.Length)];
}
