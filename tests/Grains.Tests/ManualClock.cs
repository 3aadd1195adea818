namespace SchemaRegistry.Grains.Tests;

/// <summary>A clock that a test moves. Timers go off once, when it has been moved past their time.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private long _now = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state)) { DueAt = DueAt(dueTime) };
        _timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        _now += time.Ticks;
        foreach (var timer in _timers.Where(timer => timer.DueAt <= _now).ToArray())
        {
            _timers.Remove(timer);
            timer.GoOff();
        }
    }

    private long DueAt(TimeSpan dueTime) => dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : _now + dueTime.Ticks;

    private sealed class ManualTimer(Action goOff) : ITimer
    {
        public required long DueAt { get; set; }

        public void GoOff() => goOff();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => DueAt = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
