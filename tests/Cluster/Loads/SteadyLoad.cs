using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace SchemaRegistry.Cluster.Loads;

/// <summary>
/// Callers who never try again, at a steady rate. Whatever is not answered as it should be is a failure, and the longest wait is
/// kept.
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
    /// <param name="perSecond">How many.</param>
    /// <param name="call">Makes the n-th call, and says what was wrong with the answer, or null.</param>
    /// <param name="maxUnderWay">So many without an answer hold back the next.</param>
    public void Add(int perSecond, Func<int, Task<string?>> call, int maxUnderWay = MaxUnderWay) =>
        _callers.Add(Task.Run(() => Run(perSecond, call, maxUnderWay)));

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

    private async Task Run(int perSecond, Func<int, Task<string?>> call, int maxUnderWay)
    {
        using var places = new SemaphoreSlim(maxUnderWay);
        var started = Stopwatch.GetTimestamp();
        for (var n = 0; !_stop.IsCancellationRequested; n++)
        {
            // Timers are coarse: those that are due by now follow each other without one.
            var due = TimeSpan.FromSeconds((double)n / perSecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due);
            }

            await places.WaitAsync();
            _ = Make(n, call, places);
        }

        for (var place = 0; place < maxUnderWay; place++)
        {
            await places.WaitAsync();
        }
    }

    private async Task Make(int n, Func<int, Task<string?>> call, SemaphoreSlim places)
    {
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
            _failures.Enqueue($"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff}, call {n}, after {waited.TotalSeconds:0.000} s: {wrong}");
        }

        places.Release();
    }

    private void Raise(long ticks)
    {
        long seen;
        while ((seen = Interlocked.Read(ref _longest)) < ticks && Interlocked.CompareExchange(ref _longest, ticks, seen) != seen)
        {
        }
    }
}
