using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Webhooks;

/// <summary>Webhooks made, shown, replaced and removed.</summary>
[Collection<WebhookRegistryCollection>]
[Slow]
public sealed class ManagementTests(WebhookRegistry registry) : WebhookTests(registry)
{
    [Fact]
    public async Task A_webhook_is_shown_as_it_was_made_but_for_its_secret()
    {
        var made = (await Post("/webhooks", new
        {
            url = Receiver.Url,
            secret = Secret,
            description = "d",
            context = "team",
            subjectPrefix = "a",
            kinds = new[] { "mode", "mode", "config" },
        })).IsOk();

        var shown = (await Get($"/webhooks/{made.Member("id")}")).IsOk();

        Assert.Equal(
            (Receiver.Url, "d", ".team", "a", """["mode","config"]""", "active", "0"),
            (shown.Member("url"), shown.Member("description"), shown.Member("context"), shown.Member("subjectPrefix"), shown["kinds"].GetRawText(),
                shown.Member("state"), shown.Member("deadLetters")));
        Assert.Contains(made.Member("id")!, (await Get("/webhooks")).IsOk().Text, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec", made.Text + shown.Text + (await Get("/webhooks")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_without_a_place_begins_with_what_comes_next()
    {
        await MakeChanges(1);
        await Settled();
        (await Post("/webhooks", Request(from: null))).IsOk();
        (await Register(Qualified, Http.Avro.RecordOf(2))).IsOk();
        await Arrival(1);

        Assert.Equal([2], RevisionsOf(Receiver.Deliveries));
    }

    [Fact]
    public async Task A_webhook_can_begin_after_a_token()
    {
        await MakeChanges(3);
        await Settled();
        var token = (await Get($"/changes?from=start&limit=1&context={Context}")).IsOk().Member("token");
        (await Post("/webhooks", new { url = Receiver.Url, secret = Secret, context = Context, after = token })).IsOk();
        await Arrival(2);

        Assert.Equal([2, 3], RevisionsOf(Receiver.Deliveries));
    }

    [Fact]
    public async Task A_webhook_that_is_disabled_gets_later_what_it_has_missed()
    {
        var webhook = await Subscribe();
        (await Put(webhook, new { url = Receiver.Url, context = Context, enabled = false })).IsOk();
        await State(webhook, "disabled");
        await MakeChanges(2);
        (await Put(webhook, new { url = Receiver.Url, context = Context })).IsOk();
        await Arrival(2);

        Assert.Equal([1, 2], RevisionsOf(Receiver.Deliveries));
    }

    [Fact]
    [Slow]
    public async Task A_webhook_that_is_removed_gets_nothing_more()
    {
        var webhook = await Subscribe();
        await MakeChanges(1);
        await Arrival(1);
        (await Delete(webhook)).IsOk();
        (await Get(webhook)).IsError(40490);
        await using var after = new WebhookReceiver();
        (await Register(Qualified, Http.Avro.RecordOf(2))).IsOk();
        await Subscribe(after.Url);
        await Eventually.Be("another one to get both", Deadline, () => after.Deliveries.Count == 2);

        Assert.Single(Receiver.Deliveries);
    }

    [Theory]
    [InlineData("{}", 42290)]
    [InlineData("""{"url":"http://h/"}""", 42290)]
    [InlineData("""{"url":"ftp://h/","secret":"S"}""", 42290)]
    [InlineData("""{"url":"/relative","secret":"S"}""", 42290)]
    [InlineData("""{"url":"http://user:word@h/","secret":"S"}""", 42290)]
    [InlineData("""{"url":"http://h/","secret":"whsec_c2hvcnQ="}""", 42290)]
    [InlineData("""{"url":"http://h/","secret":"plain"}""", 42290)]
    [InlineData("""{"url":"http://h/","secret":"S","kinds":["unheard"]}""", 42290)]
    [InlineData("""{"url":"http://h/","secret":"S","kinds":"mode"}""", 42290)]
    [InlineData("""{"url":"http://h/","secret":"S","from":"yesterday"}""", 42290)]
    [InlineData("""{"url":"http://h/","secret":"S","context":"a\u0001"}""", 42208)]
    [InlineData("""{"url":"http://h/","secret":"S","after":"nonsense"}""", 400)]
    [InlineData("""{"url":"http://h/","secret":"S","after":"AQECAwQFBgcICQoLDA0ODxAAAAAAAAAAAQ"}""", 41002)]
    [InlineData("[]", 400)]
    public async Task What_makes_no_webhook_is_refused(string body, int code) =>
        (await Post("/webhooks", body.Replace("\"S\"", $"\"{Secret}\"", StringComparison.Ordinal))).IsError(code);

    [Theory]
    [InlineData("/webhooks/none")]
    [InlineData("/webhooks/01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("/webhooks/01890a5d-ac96-774b-bcce-b302099a8057/dead-letters")]
    public async Task What_is_not_there_is_not_found(string path) => (await Get(path)).IsError(40490);
}
