using SchemaRegistry.Gateway.Tests.Http;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Changes;

/// <summary>Changes of a kind that only a newer build knows stop nobody.</summary>
[Slow]
public sealed class NewerLogTests(NewerLogRegistry registry) : RestTests(registry.Process), IClassFixture<NewerLogRegistry>
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private string Changes => $"/changes?from=start&context={Context}";

    [Fact]
    public async Task They_are_shown_as_unknown()
    {
        await registry.Log(Context, "newer", """{"versions":[4],"newer":true}""");
        await registry.Log(Context, "", """{"versions":"unreadable"}""");
        (await Register(Qualified, "\"int\"")).IsOk();
        await Shown(3);

        var changes = (await Get(Changes))["changes"].EnumerateArray().ToList();
        Assert.Equal(
            ["registered", "unknown", "unknown"], changes.Select(change => change.GetProperty("kind").GetString()).Order(StringComparer.Ordinal));
        var named = changes.Single(change => change.TryGetProperty("versions", out _));
        Assert.Equal(($":{Context}:newer", "[4]"), (named.GetProperty("subject").GetString(), named.GetProperty("versions").GetRawText()));
    }

    [Fact]
    public async Task They_are_not_among_those_asked_for_by_kind()
    {
        await registry.Log(Context, "newer", "{}");
        (await Register(Qualified, "\"int\"")).IsOk();
        await Shown(2);

        Assert.Equal(0, (await Get($"{Changes}&kind=config&kind=mode&kind=settings&kind=context_deleted"))["changes"].GetArrayLength());
        Assert.Equal(1, (await Get($"{Changes}&kind=registered"))["changes"].GetArrayLength());
    }

    [Fact]
    public async Task Ids_that_they_take_away_are_not_served_from_memory()
    {
        var id = await IdOf(Qualified, "\"int\"");
        (await Get($"/schemas/ids/{id}?subject=:{Context}:")).IsOk();
        (await Get($"/schemas/ids/{id}?subject=:{Context}:")).IsOk();

        await registry.Purge(Context, id);
        await registry.Log(Context, "newer", $$"""{"purged":[{{id}}]}""");
        (await Register($":{Context}:waking", "\"long\"")).IsOk();

        await Eventually.Be(
            "the id to be gone", Deadline, async () => (await Get($"/schemas/ids/{id}?subject=:{Context}:")).Status == 404);
    }

    [Fact]
    public async Task Webhooks_go_on_behind_them()
    {
        await using var receiver = new WebhookReceiver();
        (await Post("/webhooks", new { url = receiver.Url, secret = Secret, context = Context, from = "start" })).IsOk();
        await registry.Log(Context, "newer", """{"versions":{}}""");
        (await Register(Qualified, "\"int\"")).IsOk();

        await Eventually.Be("a delivery", Deadline, () => receiver.Deliveries.Count > 0);
        Assert.Equal(["schemaregistry.v1.registered"], receiver.Deliveries.Select(delivery => delivery.Event.GetProperty("type").GetString()));
    }

    private Task Shown(int count) => Eventually.Be(
        "all changes to be shown", Deadline, async () => (await Get(Changes))["changes"].GetArrayLength() == count);
}
