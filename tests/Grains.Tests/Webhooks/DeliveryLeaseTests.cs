using SchemaRegistry.Grains.Webhooks;
using SchemaRegistry.Storage;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Webhooks;

/// <summary>For how long a process may send after the database has said that it is the one.</summary>
public sealed class DeliveryLeaseTests
{
    private readonly ManualClock _clock = new();
    private readonly DeliveryLease _lease;

    public DeliveryLeaseTests() => _lease = new DeliveryLease(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_holds_for_two_seconds_after_the_question()
    {
        await _lease.Confirm(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return Task.CompletedTask;
        });
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_lease.Await(Token).IsCompleted);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(_lease.Await(Token).IsCompleted);
    }

    [Fact]
    public async Task It_ends_at_once_when_there_is_no_answer()
    {
        await _lease.Confirm(() => Task.CompletedTask);
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => _lease.Confirm(() => throw new StoreUnavailableException("its connection was reset")));

        Assert.False(_lease.Await(Token).IsCompleted);
    }
}
