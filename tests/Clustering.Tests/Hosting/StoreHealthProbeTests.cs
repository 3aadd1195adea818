using SchemaRegistry.Silo;
using SchemaRegistry.Storage;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Hosting;

/// <summary>What a process says of a store that it loses.</summary>
public sealed class StoreHealthProbeTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Damage_that_shows_when_the_store_was_unreachable_before_is_told()
    {
        using var log = new WarningLog();
        var store = new FaultyStore();
        using var probe = new StoreHealthProbe(store, new QuickClock(), log.For<StoreHealthProbe>());
        await probe.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.Be("a ping", Soon, () => probe.IsReachable);

        store.Fault = new StoreUnavailableException("its disk does not answer");
        await Eventually.Be("the loss", Soon, () => log.Lines.Any());
        store.Fault = new StoreUnusableException("the file is damaged");
        await Eventually.Be("the damage", Soon, () => probe.IsDamaged);
        await probe.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["The store cannot be used: its disk does not answer", "The store cannot be used: the file is damaged"], log.Lines);
    }

    [Fact]
    public async Task A_ping_that_the_end_of_the_store_breaks_off_is_no_fault()
    {
        using var log = new WarningLog();
        var ping = new TaskCompletionSource();
        var store = new FaultyStore { Answer = ping.Task };
        using var probe = new StoreHealthProbe(store, TimeProvider.System, log.For<StoreHealthProbe>());
        await probe.StartAsync(TestContext.Current.CancellationToken);
        await store.WasAsked.WaitAsync(Soon, TestContext.Current.CancellationToken);

        var stopping = probe.StopAsync(TestContext.Current.CancellationToken);
        ping.SetException(new ObjectDisposedException("connections"));
        await stopping;

        await probe.ExecuteTask!;
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_store_that_is_gone_because_the_start_was_refused_is_no_fault()
    {
        using var log = new WarningLog();
        var store = new FaultyStore();
        using var probe = new StoreHealthProbe(store, new QuickClock(), log.For<StoreHealthProbe>());
        await probe.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.Be("a ping", Soon, () => probe.IsReachable);

        store.Fault = new ObjectDisposedException("connections");
        await probe.ExecuteTask!.WaitAsync(Soon, TestContext.Current.CancellationToken);

        Assert.Empty(log.Lines);
        Assert.False(probe.IsReachable);
    }

    private sealed class FaultyStore() : ForwardingStore(null!)
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Fault { get; set; }

        public Task Answer { get; init; } = Task.CompletedTask;

        public Task WasAsked => _asked.Task;

        public override Task Ping(CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            return Fault is { } fault ? Task.FromException(fault) : Answer;
        }
    }

    /// <summary>Its timers go off at once, and again and again.</summary>
    private sealed class QuickClock : TimeProvider
    {
        private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Moment, Moment);
    }
}
