using Microsoft.Extensions.Logging.Abstractions;
using SchemaRegistry.Grains.Webhooks;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Webhooks;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Webhooks;

/// <summary>When a process may send.</summary>
public sealed class WebhookProgressKeeperTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly Webhook Served =
        new(Guid.NewGuid(), 0, 1, "http://example.com", "secret", "", null, "", "", IsEnabled: true, new WebhookProgress(0));

    private readonly ManualClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_was_frozen_while_it_asked_for_its_place_asks_again()
    {
        var (lease, store) = (new DeliveryLease(_clock), new FreezingStore(registry.Store.Sound, () => _clock.Advance(Frozen)));
        var parts = new WebhookParts(
            store, null!, null!, lease, new WebhookOptions(), null!, _clock, NullLogger<WebhookRunner>.Instance);
        await lease.Confirm(() => Task.CompletedTask);

        var maySend = new WebhookProgressKeeper(Served, parts).MaySend(Token);

        Assert.False(maySend.IsCompleted);
        await lease.Confirm(() => Task.CompletedTask);
        _clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.True(await maySend.WaitAsync(Deadline, Token));
        Assert.Equal(2, store.Reads);
    }

    /// <summary>The process is frozen for a while when it reads for the first time.</summary>
    private sealed class FreezingStore(IRegistryStore inner, Action freeze) : ForwardingStore(inner)
    {
        public int Reads { get; private set; }

        public override Task<Webhook?> FindWebhook(Guid id, CancellationToken cancellationToken)
        {
            if (Reads++ == 0)
            {
                freeze();
            }

            return Task.FromResult<Webhook?>(Served);
        }
    }
}
