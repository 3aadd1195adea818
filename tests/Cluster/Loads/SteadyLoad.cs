using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace SchemaRegistry.Cluster.Loads;

/// <summary>
/// Callers who never try again, at a steady rate. Each asks a server of its list in turn; whatever is not answered as it
/// should be is a failure, and the longest wait is kept.
/// </summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly List<Task> _callers = [];
    private long _answered;
    private long _longest;

    public IReadOnlyCollection<string> Failures => _failures;

    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Of all answers since start.</summary>
    public TimeSpan LongestWait => TimeSpan.FromTicks(Interlocked.Read(ref _longest));

    /// <summary>Adds calls, so many a second; each begins when it is due, whatever became of those before.</summary>
    /// <param name="call">Makes the n-th call, and says what was wrong with the answer, or null.</param>
    public void Add(int perSecond, Func<int, Task<string?>> call) => _callers.Add(Run(perSecond, call));

    /// <summary>What is wrong with an answer that should have been a success.</summary>
    public static string? WrongIn(ApiAnswer answer) => answer.IsSuccess ? null : answer.ToString();

    public static string? WrongIn(ApiAnswer answer, HttpStatusCode expected) => answer.Status == expected ? null : answer.ToString();

    /// <summary>Makes no more calls, and waits for the answers to those that are under way.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_callers);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _stop.Dispose();
    }

    private async Task Run(int perSecond, Func<int, Task<string?>> call)
    {
        var underWay = new List<Task>();
        var started = Stopwatch.GetTimestamp();
        for (var n = 0; !_stop.IsCancellationRequested; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / perSecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due);
            }

            underWay.Add(Make(n, call));
            if (underWay.Count > 1_000)
            {
                underWay.RemoveAll(made => made.IsCompleted);
            }
        }

        await Task.WhenAll(underWay);
    }

    private async Task Make(int n, Func<int, Task<string?>> call)
    {
        await Task.Yield();
        var started = Stopwatch.GetTimestamp();
        string? wrong;
        try
        {
            wrong = await call(n);
        }
        catch (Exception fault)
        {
            wrong = fault.ToString();
        }

        var waited = Stopwatch.GetElapsedTime(started);
        Raise(waited.Ticks);
        Interlocked.Increment(ref _answered);
        if (wrong is not null)
        {
            _failures.Enqueue($"after {waited.TotalSeconds:0.000} s: {wrong}");
        }
    }

    private void Raise(long ticks)
    {
        long seen;
        while ((seen = Interlocked.Read(ref _longest)) < ticks && Interlocked.CompareExchange(ref _longest, ticks, seen) != seen)
        {
        }
    }
}
