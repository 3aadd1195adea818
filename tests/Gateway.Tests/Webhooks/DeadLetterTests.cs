using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Webhooks;

/// <summary>What receivers would not take.</summary>
[Slow]
[Collection<WebhookRegistryCollection>]
public sealed class DeadLetterTests(WebhookRegistry registry) : WebhookTests(registry)
{
    [Fact]
    public async Task What_is_refused_too_often_becomes_a_dead_letter_and_the_next_is_delivered()
    {
        Receiver.Answer = delivery => new ReceiverAnswer(delivery.Data.GetProperty("revision").GetInt64() == 1 ? 500 : 200);
        var webhook = await Subscribe();
        await MakeChanges(2);
        await Arrival(4);
        var refused = Receiver.Deliveries[0];

        var letter = (await Get($"{webhook}/dead-letters")).IsOk()[0];
        var whole = (await Get($"{webhook}/dead-letters/{refused.Id}")).IsOk();

        Assert.Equal([1, 1, 1, 2], RevisionsOf(Receiver.Deliveries));
        Assert.Equal(
            (refused.Id, Qualified, 3, "the receiver answered 500"),
            (letter.GetProperty("id").GetString(), letter.GetProperty("subject").GetString(), letter.GetProperty("attempts").GetInt32(),
                letter.GetProperty("lastError").GetString()));
        Assert.False(letter.TryGetProperty("event", out _));
        Assert.Equal(refused.Id, whole["event"].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_dead_letter_is_delivered_again_on_demand()
    {
        var webhook = await MakeDeadLetters(2);
        Receiver.Answer = _ => new ReceiverAnswer();
        var ids = (await Get($"{webhook}/dead-letters")).IsOk().Json.EnumerateArray().Select(letter => letter.GetProperty("id").GetString()!).ToList();

        (await Post($"{webhook}/dead-letters/{ids[1]}/redeliver", null)).IsJson("""{"count":1}""");
        await DeadLetters(webhook, 1);
        Assert.Equal(ids[1], Receiver.Deliveries[^1].Id);
        (await Post($"{webhook}/dead-letters/redeliver", null)).IsJson("""{"count":1}""");
        await DeadLetters(webhook, 0);

        Assert.Equal(ids[0], Receiver.Deliveries[^1].Id);
    }

    [Fact]
    public async Task A_dead_letter_that_fails_again_stays()
    {
        var webhook = await MakeDeadLetters(1);

        (await Post($"{webhook}/dead-letters/redeliver", null)).IsOk();

        await Eventually.Be("a fourth attempt", Deadline, async () =>
            (await Get($"{webhook}/dead-letters"))[0] is var letter
            && letter.GetProperty("attempts").GetInt32() == 4
            && !letter.GetProperty("queued").GetBoolean());
    }

    [Fact]
    public async Task Dead_letters_can_be_given_up()
    {
        var webhook = await MakeDeadLetters(2);
        var first = (await Get($"{webhook}/dead-letters?limit=1")).IsOk()[0].GetProperty("id").GetString();
        var second = (await Get($"{webhook}/dead-letters?after={first}")).IsOk()[0].GetProperty("id").GetString();

        (await Delete($"{webhook}/dead-letters/{first}")).IsJson("""{"count":1}""");
        (await Get($"{webhook}/dead-letters/{first}")).IsError(40491);
        (await Get($"{webhook}/dead-letters/{second}")).IsOk();
        (await Delete($"{webhook}/dead-letters")).IsJson("""{"count":1}""");

        Assert.Equal("[]", (await Get($"{webhook}/dead-letters")).IsOk().Text);
    }

    [Fact]
    public async Task When_there_are_too_many_dead_letters_the_webhook_waits_for_its_owner_and_loses_nothing()
    {
        const int Refused = 4 * WebhookRegistry.Attempts;
        Receiver.Answer = _ => new ReceiverAnswer(Receiver.Deliveries.Count <= Refused ? 500 : 200);
        await MakeChanges(6);
        await Settled();
        var webhook = await Subscribe();
        await State(webhook, "suspended");
        Assert.Equal(3, (await Get(webhook))["deadLetters"].GetInt32());

        (await Put(webhook, Request(from: null, secret: null))).IsOk();
        await Arrival(Refused + 3);
        (await Post($"{webhook}/dead-letters/redeliver", null)).IsOk();
        await DeadLetters(webhook, 0);

        Assert.Equal([4, 5, 6, 1, 2, 3], RevisionsOf(Receiver.Deliveries.Skip(Refused)));
    }
}
