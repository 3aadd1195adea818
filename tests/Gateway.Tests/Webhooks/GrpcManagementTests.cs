using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Gateway.Tests.Grpc;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.WebhookRegistry.WebhookRegistryClient;

namespace SchemaRegistry.Gateway.Tests.Webhooks;

/// <summary>Webhooks managed over gRPC.</summary>
[Collection<WebhookRegistryCollection>]
[Slow]
public sealed class GrpcManagementTests : WebhookTests
{
    private readonly GrpcChannel _channel;
    private readonly Client _api;

    public GrpcManagementTests(WebhookRegistry registry)
        : base(registry)
    {
        _channel = GrpcChannel.ForAddress(Registry.GrpcAddress);
        _api = new Client(_channel);
    }

    public override async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_webhook_is_made_shown_replaced_and_removed()
    {
        var settings = Settings();
        settings.Kinds.AddRange([ChangeKind.Mode, ChangeKind.Mode, ChangeKind.Config]);
        settings.Context = "team";
        var made = (await _api.AddWebhookAsync(new AddWebhookRequest { Settings = settings }, Call)).Webhook;

        var shown = (await _api.GetWebhookAsync(new GetWebhookRequest { WebhookId = made.Id }, Call)).Webhook;
        Assert.Equal(made, shown);
        Assert.Equal(
            (Receiver.Url, ".team", WebhookState.Active, 0), (shown.Url, shown.Context, shown.State, shown.DeadLetters));
        Assert.Equal([ChangeKind.Mode, ChangeKind.Config], shown.Kinds);
        Assert.Contains(made, await List());
        Assert.DoesNotContain("whsec", made.ToString(), StringComparison.Ordinal);

        settings = new WebhookSettings { Url = Receiver.Url, Description = "off", Disabled = true };
        var replaced = (await _api.ReplaceWebhookAsync(new ReplaceWebhookRequest { WebhookId = made.Id, Settings = settings }, Call)).Webhook;
        Assert.Equal(("off", WebhookState.Disabled, false), (replaced.Description, replaced.State, replaced.HasContext));

        await _api.RemoveWebhookAsync(new RemoveWebhookRequest { WebhookId = made.Id }, Call);
        Assert.DoesNotContain(await List(), webhook => webhook.Id == made.Id);
    }

    [Fact]
    public async Task A_webhook_delivers_from_where_it_is_told_to()
    {
        await MakeChanges(2);
        await Settled();
        var settings = Settings();
        settings.Start = WatchStart.Beginning;
        await _api.AddWebhookAsync(new AddWebhookRequest { Settings = settings }, Call);
        await Arrival(2);

        Assert.Equal([1, 2], RevisionsOf(Receiver.Deliveries));
    }

    [Fact]
    public async Task Dead_letters_are_listed_shown_delivered_again_and_given_up()
    {
        var path = await MakeDeadLetters(3);
        var webhook = path[(path.LastIndexOf('/') + 1)..];
        var letters = await Letters(new ListDeadLettersRequest { WebhookId = webhook });
        var whole = await _api.GetDeadLetterAsync(new GetDeadLetterRequest { WebhookId = webhook, DeadLetterId = letters[0].Id }, Call);

        Assert.Equal((3, Qualified, WebhookRegistry.Attempts, ""), (letters.Count, letters[0].Subject, letters[0].Attempts, letters[0].Event));
        Assert.Contains(letters[0].Id, whole.DeadLetter.Event, StringComparison.Ordinal);
        Assert.Equal(
            [letters[1]], await Letters(new ListDeadLettersRequest { WebhookId = webhook, AfterDeadLetterId = letters[0].Id, Limit = 1 }));

        Receiver.Answer = _ => new ReceiverAnswer();
        var one = new RedeliverDeadLettersRequest { WebhookId = webhook, DeadLetterId = letters[1].Id };
        Assert.Equal(1, (await _api.RedeliverDeadLettersAsync(one, Call)).Count);
        await DeadLetters(path, 2);
        Assert.Equal(letters[1].Id, Receiver.Deliveries[^1].Id);
        Assert.Equal(2, (await _api.DiscardDeadLettersAsync(new DiscardDeadLettersRequest { WebhookId = webhook }, Call)).Count);
        await DeadLetters(path, 0);
    }

    [Fact]
    public async Task What_makes_no_webhook_is_refused()
    {
        Assert.Equal((StatusCode.InvalidArgument, 422, "MISSING_ARGUMENT"), await RefusalOf(null));
        Assert.Equal((StatusCode.InvalidArgument, 42290, "INVALID_WEBHOOK"), await RefusalOf(new WebhookSettings { Url = "ftp://h/", Secret = Secret }));
        Assert.Equal((StatusCode.InvalidArgument, 42290, "INVALID_WEBHOOK"), await RefusalOf(new WebhookSettings { Url = Receiver.Url }));
        Assert.Equal((StatusCode.InvalidArgument, 42290, "INVALID_WEBHOOK"), await RefusalOf(Settings(start: WatchStart.Snapshot)));
        Assert.Equal((StatusCode.InvalidArgument, 42290, "INVALID_WEBHOOK"), await RefusalOf(Settings(start: (WatchStart)77)));
        Assert.Equal((StatusCode.InvalidArgument, 42290, "INVALID_WEBHOOK"), await RefusalOf(Settings(kind: (ChangeKind)77)));
        Assert.Equal(
            (StatusCode.OutOfRange, 41002, "FOREIGN_CHANGE_TOKEN"), await RefusalOf(Settings(token: "AQECAwQFBgcICQoLDA0ODxAAAAAAAAAAAQ")));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("01890a5d-ac96-774b-bcce-b302099a8057")]
    public async Task What_is_not_there_is_not_found(string id)
    {
        var missing = (StatusCode.NotFound, 40490, "WEBHOOK_NOT_FOUND");

        Assert.Equal(missing, await GrpcTests.Refusal(_api.GetWebhookAsync(new GetWebhookRequest { WebhookId = id }, Call)));
        Assert.Equal(missing, await GrpcTests.Refusal(_api.RemoveWebhookAsync(new RemoveWebhookRequest { WebhookId = id }, Call)));
        Assert.Equal(missing, await GrpcTests.Refusal(_api.ListDeadLetters(new ListDeadLettersRequest { WebhookId = id }, Call)));
        Assert.Equal(missing, await GrpcTests.Refusal(
            _api.ReplaceWebhookAsync(new ReplaceWebhookRequest { WebhookId = id, Settings = Settings() }, Call)));
    }

    private static CallOptions Call => new(cancellationToken: Token);

    private WebhookSettings Settings(WatchStart start = default, ChangeKind? kind = null, string token = "")
    {
        var settings = new WebhookSettings { Url = Receiver.Url, Secret = Secret, Context = Context, Start = start, Token = token };
        settings.Kinds.AddRange(kind is { } one ? [one] : []);
        return settings;
    }

    private Task<(StatusCode Status, int Code, string Reason)> RefusalOf(WebhookSettings? settings) =>
        GrpcTests.Refusal(_api.AddWebhookAsync(new AddWebhookRequest { Settings = settings }, Call));

    private async Task<List<Webhook>> List() =>
        [.. (await GrpcTests.All(_api.ListWebhooks(new ListWebhooksRequest(), Call))).Select(listed => listed.Webhook)];

    private async Task<List<DeadLetter>> Letters(ListDeadLettersRequest request) =>
        [.. (await GrpcTests.All(_api.ListDeadLetters(request, Call))).Select(listed => listed.DeadLetter)];
}
