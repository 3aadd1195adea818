using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Grains.Webhooks;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Storage.Webhooks;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Webhooks;

/// <summary>How one process hands the delivery over to another.</summary>
public sealed class WebhookDelivererTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly HeldSender _sender = new();
    private readonly LosableTurn _turn;
    private OwnStore _own = null!;
    private ChangeFollower _follower = null!;
    private WebhookDeliverer _deliverer = null!;

    public WebhookDelivererTests() => _turn = new LosableTurn(_sender);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _own = await OwnStore.Open();
        var (meters, clock) = (_meters.GetRequiredService<IMeterFactory>(), TimeProvider.System);
        _follower = new ChangeFollower(_own.Sqlite, new ChangeMetrics(meters, clock), clock, NullLogger<ChangeFollower>.Instance);
        var parts = new WebhookParts(
            new StoreWithTurn(_own.Sqlite, _turn),
            _follower,
            _sender,
            new DeliveryLease(clock),
            new WebhookOptions(),
            new WebhookMetrics(meters, clock),
            clock,
            NullLogger<WebhookRunner>.Instance);
        _deliverer = new WebhookDeliverer(parts, NullLogger<WebhookDeliverer>.Instance);
        await _follower.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _deliverer.StopAsync(CancellationToken.None);
        await _follower.StopAsync(CancellationToken.None);
        _deliverer.Dispose();
        _follower.Dispose();
        await _meters.DisposeAsync();
        _own.Dispose();
    }

    [Theory]
    [InlineData(nameof(StoreUnavailableException))]
    [InlineData(nameof(InvalidOperationException))]
    [InlineData(nameof(TimeoutException))]
    public async Task The_turn_is_kept_until_what_is_under_way_has_ended_however_it_was_lost(string fault)
    {
        await _own.Sqlite.AddWebhook(
            new Webhook(Guid.NewGuid(), 0, 1, "http://example.com", "secret", "", null, "", "", IsEnabled: true, new WebhookProgress(0)), 1, Token);
        await _own.Sqlite.Commit(
            new ReplaceScopeSettings(".s", 0, RegistryConfig.Empty, null, new CommitOrigin("tester", Guid.NewGuid()), SettingsPart.Config), Token);
        await _deliverer.StartAsync(Token);
        await Eventually.Be("a delivery to begin", Deadline, () => _sender.IsSending);

        _turn.Fault = () => fault switch
        {
            nameof(StoreUnavailableException) => new StoreUnavailableException("lost"),
            nameof(InvalidOperationException) => new InvalidOperationException("lost"),
            _ => new TimeoutException("lost"),
        };
        await Eventually.Be("the turn to be asked after, in vain, once and while it ends", Deadline, () => _turn.Failures > 1);
        _sender.End();

        await Eventually.Be("the turn to be given back", Deadline, () => _turn.IsGivenBack);
        Assert.False(_turn.WasSending);
    }

    private sealed class StoreWithTurn(IRegistryStore inner, IDeliveryTurn turn) : ForwardingStore(inner)
    {
        public override Task<IDeliveryTurn> OpenDeliveryTurn(CancellationToken cancellationToken) => Task.FromResult(turn);
    }

    /// <summary>A turn that its owner has at once, until it is lost.</summary>
    private sealed class LosableTurn(HeldSender sender) : IDeliveryTurn
    {
        private int _failures;
        private volatile bool _isGivenBack;

        public Func<Exception>? Fault { get; set; }

        public int Failures => Volatile.Read(ref _failures);

        public bool IsGivenBack => _isGivenBack;

        public bool WasSending { get; private set; }

        public Task<bool> TryTake(CancellationToken cancellationToken) => Task.FromResult(true);

        public Task Confirm(CancellationToken cancellationToken)
        {
            if (Fault is not { } fault)
            {
                return Task.CompletedTask;
            }

            Interlocked.Increment(ref _failures);
            throw fault();
        }

        public ValueTask DisposeAsync()
        {
            WasSending |= sender.IsSending;
            _isGivenBack = true;
            return default;
        }
    }

    /// <summary>Sends once, for as long as a test wants.</summary>
    private sealed class HeldSender : IWebhookSender
    {
        private readonly TaskCompletionSource<WebhookResult> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _isSending;

        public bool IsSending => _isSending;

        public void End() => _end.SetResult(WebhookResult.Taken);

        public WebhookEvent EventOf(ChangeEntry change) => new("id", "type", "subject", "{}");

        public WebhookEvent EventOfGap(string token, long at) => new("id", "type", "subject", "{}");

        public async Task<WebhookResult> Send(string url, string secret, string eventId, string body)
        {
            _isSending = true;
            var result = await _end.Task;
            _isSending = false;
            return result;
        }
    }
}
