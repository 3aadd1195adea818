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
    // What a slow machine cannot do is not asked of it: the rate falls instead of the memory filling.
    private const int MaxUnderWay = 400;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly List<Task> _callers = [];
    private readonly Stopwatch _running = Stopwatch.StartNew();
    private long _answered;
    private long _longest;

    public IReadOnlyCollection<string> Failures => _failures;

    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Answers a second since start.</summary>
    public double Rate => Answered / _running.Elapsed.TotalSeconds;

    /// <summary>Of all answers since start.</summary>
    public TimeSpan LongestWait => TimeSpan.FromTicks(Interlocked.Read(ref _longest));

    /// <summary>Adds calls, so many a second; each begins when it is due, unless very many before it have no answer.</summary>
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
            while (underWay.Count >= MaxUnderWay && underWay.RemoveAll(made => made.IsCompleted) == 0)
            {
                await Task.WhenAny(underWay);
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
