using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Webhooks;

/// <summary>A webhook whose owner names another receiver while one is being delivered to.</summary>
[Slow]
[Collection<WebhookRegistryCollection>]
public sealed class ReplacedReceiverTests(WebhookRegistry registry) : WebhookTests(registry)
{
    private readonly TaskCompletionSource _answered = new();

    [Fact]
    public async Task A_receiver_that_wants_no_more_does_not_suspend_the_one_that_came_in_its_place()
    {
        await using var next = new WebhookReceiver();
        var webhook = await SubscribeAndReplaceBy(next, new ReceiverAnswer(410, After: _answered.Task));

        _answered.SetResult();

        await Eventually.Be("the change at the next receiver", Deadline, () => next.Deliveries.Count == 1);
        Assert.Equal(("active", null), ((await Get(webhook)).Member("state"), (await Get(webhook)).Member("lastError")));
    }

    [Fact]
    public async Task Failures_of_a_receiver_before_are_not_those_of_the_one_in_its_place()
    {
        await using var next = new WebhookReceiver();
        var attempts = 0;
        Func<ReceiverAnswer> last = () => ++attempts < WebhookRegistry.Attempts ? new ReceiverAnswer(500) : new ReceiverAnswer(500, After: _answered.Task);
        var webhook = await SubscribeAndReplaceBy(next, last, WebhookRegistry.Attempts);

        _answered.SetResult();

        await Eventually.Be("the change at the next receiver", Deadline, () => next.Deliveries.Count == 1);
        Assert.Equal(0, (await Get(webhook))["deadLetters"].GetInt32());
    }

    [Fact]
    public async Task What_the_receiver_before_has_taken_does_not_come_again()
    {
        await using var next = new WebhookReceiver();
        var webhook = await SubscribeAndReplaceBy(next, new ReceiverAnswer(After: _answered.Task));

        _answered.SetResult();
        (await Put($"/config/{Qualified}", new { compatibility = "NONE" })).IsOk();

        await Eventually.Be("the next change", Deadline, () => next.Deliveries.Count > 0);
        Assert.Equal([2], RevisionsOf(next.Deliveries));
        Assert.Equal("active", (await Get(webhook)).Member("state"));
    }

    private Task<string> SubscribeAndReplaceBy(WebhookReceiver next, ReceiverAnswer answer) => SubscribeAndReplaceBy(next, () => answer, attempts: 1);

    private async Task<string> SubscribeAndReplaceBy(WebhookReceiver next, Func<ReceiverAnswer> answer, int attempts)
    {
        Receiver.Answer = _ => answer();
        var webhook = await Subscribe();
        await MakeChanges(1);
        await Arrival(attempts);
        (await Put(webhook, Request(next.Url, from: null))).IsOk();
        return webhook;
    }
}
