namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Exponential back-off that all calls of one kind share, because Orleans repeats a failed heartbeat every 200 ms, for ever. The
/// waits double, are shortened at random by up to half so that silos do not call in step, and end with the first success.
/// </summary>
/// <param name="stopping">A process that stops has no time for long waits: it cuts short the one it is in, and waits half a second at most.</param>
internal sealed class Backoff(KubernetesClusteringOptions options, TimeProvider clock, CancellationToken stopping)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(2);
    private readonly Lock _lock = new();
    private int _failures;
    private long _started = clock.GetTimestamp();
    private TimeSpan _length;

    /// <summary>Waits until calls may be made again.</summary>
    /// <returns>When the call begins, for <see cref="Extend"/>.</returns>
    public async Task<long> Wait(CancellationToken cancellationToken)
    {
        while (Remaining() is var remaining && remaining > TimeSpan.Zero)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, HasTime ? stopping : CancellationToken.None);
            await Task.Delay(remaining, clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return clock.GetTimestamp();
    }

    public void Reset()
    {
        lock (_lock)
        {
            (_failures, _length) = (0, TimeSpan.Zero);
        }
    }

    /// <summary>Counts a failed call. Calls that were under way at the same time count as one.</summary>
    /// <returns>How long calls wait from now on; null when another failure has been counted since the call began.</returns>
    public TimeSpan? Extend(Exception fault, long calledAt)
    {
        lock (_lock)
        {
            if (_failures > 0 && calledAt < _started)
            {
                return null;
            }

            _failures++;
            _started = clock.GetTimestamp();
            _length = ApiFault.RetryAfter(fault) is { } asked ? Min(asked, LongestAsked) : Next(fault);
            return _length;
        }
    }

    private bool HasTime => !stopping.IsCancellationRequested;

    private TimeSpan Remaining()
    {
        lock (_lock)
        {
            return (HasTime ? _length : Min(_length, First)) - clock.GetElapsedTime(_started);
        }
    }

    // A refusal is often over in moments: an API server that has just started refuses all until it knows the roles.
    private TimeSpan Next(Exception fault)
    {
        var longest = ApiFault.IsRefusal(fault) ? options.MaxBackoffWhenRefused : options.MaxBackoff;
        var full = Min(First * Math.Pow(2, Math.Min(_failures - 1, 10)), longest);
        return full * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
