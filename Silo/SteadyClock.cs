namespace SchemaRegistry.Silo;

/// <summary>
/// The time of day as of the start, and from there on what has passed: it does not go back when the machine's clock is set back. By
/// it Orleans says when idle grains go; it refuses to begin one that would have to go in what is the past already.
/// </summary>
internal sealed class SteadyClock(TimeProvider clock) : TimeProvider
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private readonly long _startedAt = clock.GetTimestamp();

    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <summary>How far the machine's clock was set forward since the start, or back.</summary>
    public TimeSpan Drift => clock.GetUtcNow() - GetUtcNow();

    /// <summary>Whether the machine's clock was not set, but for the small steps by which clocks are kept right.</summary>
    public bool Agrees => Drift.Duration() < Tolerance;

    public override DateTimeOffset GetUtcNow() => _start + clock.GetElapsedTime(_startedAt);

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
