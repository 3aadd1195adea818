using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Webhooks;

/// <summary>What arrives, and what receivers that misbehave come to.</summary>
[Slow]
[Collection<WebhookRegistryCollection>]
public sealed class DeliveryTests(WebhookRegistry registry) : WebhookTests(registry)
{
    [Fact]
    public async Task A_change_arrives_as_a_cloud_event()
    {
        await Subscribe();
        await MakeChanges(1);
        await Arrival(1);

        var delivery = Receiver.Deliveries[0];
        var told = delivery.Event;

        Assert.Equal("application/cloudevents+json; charset=utf-8", delivery.ContentType);
        Assert.Equal(
            ("1.0", delivery.Id, "urn:schemaregistry:local", "schemaregistry.v1.registered", Qualified, "application/json"),
            (Text("specversion"), Text("id"), Text("source"), Text("type"), Text("subject"), Text("datacontenttype")));
        Assert.Equal(delivery.Data.GetProperty("ts").GetInt64(), told.GetProperty("time").GetDateTimeOffset().ToUnixTimeMilliseconds());
        Assert.Equal(1, delivery.Data.GetProperty("version").GetInt32());

        string? Text(string member) => told.GetProperty(member).GetString();
    }

    [Fact]
    public async Task A_delivery_is_signed_over_its_id_time_and_body()
    {
        await Subscribe();
        await MakeChanges(1);
        await Arrival(1);
        var delivery = Receiver.Deliveries[0];

        var expected = HMACSHA256.HashData(
            Convert.FromBase64String(Secret["whsec_".Length..]),
            Encoding.UTF8.GetBytes($"{delivery.Id}.{delivery.Timestamp}.{delivery.Body}"));

        Assert.Equal($"v1,{Convert.ToBase64String(expected)}", delivery.Signature);
    }

    [Fact]
    public async Task Changes_arrive_in_order_and_once()
    {
        const int Count = 30;
        await Subscribe();
        await MakeChanges(Count);
        await Arrival(Count);

        Assert.Equal(Enumerable.Range(1, Count).Select(n => (long)n), RevisionsOf(Receiver.Deliveries));
    }

    [Fact]
    public async Task Only_what_was_asked_for_arrives()
    {
        await Subscribe(kinds: ["mode", "deleted"]);
        await MakeChanges(2);
        (await Put($"/config/{Qualified}", new { compatibility = "FULL" })).IsOk();
        (await Put($"/mode/{Qualified}", new { mode = "READWRITE" })).IsOk();
        await IdOf(Subject, Http.Avro.Unique());
        (await Delete($"/subjects/{Qualified}/versions/1")).IsOk();
        await Arrival(2);

        Assert.Equal(["schemaregistry.v1.mode", "schemaregistry.v1.deleted"], Receiver.Deliveries.Select(delivery => delivery.Type));
    }

    [Fact]
    public async Task A_delivery_that_is_refused_comes_again_under_its_id_before_anything_else()
    {
        var refused = 0;
        Receiver.Answer = delivery =>
            delivery.Data.GetProperty("revision").GetInt64() == 1 && refused++ < 2 ? new ReceiverAnswer(500) : new ReceiverAnswer();
        await Subscribe();
        await MakeChanges(2);
        await Arrival(4);

        Assert.Equal([1, 1, 1, 2], RevisionsOf(Receiver.Deliveries));
        Assert.Equal(2, Receiver.Deliveries.Select(delivery => delivery.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_receiver_that_never_answers_holds_up_no_other()
    {
        await using var stalling = new WebhookReceiver { Answer = _ => new ReceiverAnswer(Stall: true) };
        var stalled = await Subscribe(stalling.Url);
        await Subscribe();
        await MakeChanges(20);

        await Arrival(20);

        Assert.Single(stalling.Deliveries.Select(delivery => delivery.Id).Distinct());
        await Eventually.Be("the reason", Deadline, async () => (await Get(stalled)).Member("lastError") == "no answer within 5 s");
    }

    [Fact]
    public async Task A_receiver_that_asks_for_time_gets_it()
    {
        Receiver.Answer = _ => Receiver.Deliveries.Count == 1 ? new ReceiverAnswer(503, RetryAfter: 2) : new ReceiverAnswer();
        await Subscribe();
        await MakeChanges(1);
        await Arrival(2);

        var sent = Receiver.Deliveries.Select(delivery => long.Parse(delivery.Timestamp, CultureInfo.InvariantCulture)).ToList();

        Assert.InRange(sent[1] - sent[0], 1, Deadline.TotalSeconds);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_and_leaves_no_connection_behind()
    {
        await using var endless = new DribblingReceiver("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
        var webhook = await Subscribe(endless.Url);
        await MakeChanges(5);

        await Eventually.Be("five deliveries", Deadline, () => endless.Served == 5);
        await Eventually.Be("no connection", Deadline, () => endless.Open == 0);

        Assert.Equal("0", (await Get(webhook)).Member("attempts"));
    }

    [Fact]
    public async Task A_head_without_end_is_given_up()
    {
        await using var endless = new DribblingReceiver("HTTP/1.1 200 OK\r\nX-Long: ");
        var webhook = await Subscribe(endless.Url);
        await MakeChanges(1);

        await Eventually.Be("a failure", Deadline, async () => (await Get(webhook)).Member("lastError") == "no answer within 5 s");
        (await Delete(webhook)).IsOk();

        await Eventually.Be("no connection", Deadline, () => endless.Open == 0);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_counts_as_a_failure()
    {
        await using var inside = new WebhookReceiver();
        Receiver.Answer = _ => new ReceiverAnswer(307, inside.Url);
        var webhook = await Subscribe();
        await MakeChanges(1);

        await DeadLetters(webhook, 1);

        Assert.Empty(inside.Deliveries);
        Assert.Equal("the receiver answered 307", (await Get(webhook)).Member("lastError"));
    }

    [Fact]
    public async Task A_receiver_that_wants_no_more_gets_no_more_until_its_owner_says_so()
    {
        Receiver.Answer = _ => new ReceiverAnswer(Receiver.Deliveries.Count == 1 ? 410 : 200);
        await MakeChanges(3);
        await Settled();
        var webhook = await Subscribe();
        await State(webhook, "suspended");

        (await Put(webhook, Request(from: null, secret: null))).IsOk();
        await Arrival(4);

        Assert.Equal([1, 1, 2, 3], RevisionsOf(Receiver.Deliveries));
        await State(webhook, "active");
    }
}
