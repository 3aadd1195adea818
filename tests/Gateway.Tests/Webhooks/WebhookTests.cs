using System.Globalization;
using SchemaRegistry.Gateway.Tests.Http;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Webhooks;

/// <summary>What the tests of webhooks share: a receiver, and a subscription to the context of the test.</summary>
public abstract class WebhookTests(OwnRegistry registry) : RestTests(registry.Process), IAsyncDisposable
{
    protected const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

    protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    protected WebhookReceiver Receiver { get; } = new();

    public virtual async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Subscribes and answers with the webhook's path.</summary>
    protected async Task<string> Subscribe(string? url = null, string from = "start", string[]? kinds = null) =>
        $"/webhooks/{(await Post("/webhooks", Request(url, from, kinds))).IsOk().Member("id")}";

    protected object Request(string? url = null, string? from = "start", string[]? kinds = null, string? secret = Secret) =>
        new { url = url ?? Receiver.Url, secret, context = Context, kinds = kinds ?? [], from };

    /// <summary>Makes that many changes, revisions 1 and up of the test's subject.</summary>
    protected Task MakeChanges(int count) => RegisterVersions(Qualified, count);

    protected Task Arrival(int deliveries) => Eventually.Be(
        $"{deliveries.ToString(CultureInfo.InvariantCulture)} deliveries", Deadline, () => Receiver.Deliveries.Count >= deliveries);

    protected Task State(string webhook, string state) =>
        Eventually.Be($"the webhook to be {state}", Deadline, async () => (await Get(webhook)).Member("state") == state);

    protected Task DeadLetters(string webhook, int count) => Eventually.Be(
        $"{count.ToString(CultureInfo.InvariantCulture)} dead letters",
        Deadline,
        async () => (await Get(webhook))["deadLetters"].GetInt32() == count);

    /// <summary>Has that many deliveries refused, and answers with the webhook's path.</summary>
    protected async Task<string> MakeDeadLetters(int count)
    {
        Receiver.Answer = _ => new ReceiverAnswer(500);
        var webhook = await Subscribe();
        await MakeChanges(count);
        await DeadLetters(webhook, count);
        return webhook;
    }

    protected static IEnumerable<long> RevisionsOf(IEnumerable<Delivery> deliveries) =>
        deliveries.Select(delivery => delivery.Data.GetProperty("revision").GetInt64());
}
