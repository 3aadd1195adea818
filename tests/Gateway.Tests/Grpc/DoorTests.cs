using System.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Gateway.Grpc;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Tests.Registry;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;
using WebhookClient = SchemaRegistry.Protocol.V1.WebhookRegistry.WebhookRegistryClient;

namespace SchemaRegistry.Gateway.Tests.Grpc;

/// <summary>Whatever gRPC is asked goes through the one door, under the right that its RPC declares.</summary>
[Collection(typeof(RecordedRegistryCollection))]
public sealed class DoorTests : IDisposable
{
    private const string Id = "01890a5d-ac96-774b-bcce-b302099a8057";

    /// <summary>Asks nothing of the registry.</summary>
    private const string Open = "GetServerInfo";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Schema Text = new() { Type = SchemaType.Avro, Text = "\"string\"" };
    private static readonly SchemaId Unknown = new() { Id = 77 };
    private static readonly WebhookSettings Nowhere = new() { Url = "nowhere" };

    private static readonly (string Rpc, string Operations, Func<DoorTests, Task> Ask)[] Table =
    [
        ("Register", "Glance RegisterSchema", door => Sent(door._api.RegisterAsync(Registration("new"), Call))),
        ("RegisterStream", "Glance RegisterSchema", door => door.SendRegistration("streamed")),
        ("Lookup", "LookUpSchema", door => Sent(door._api.LookupAsync(new LookupRequest { Subject = "none", Schema = Text }, Call))),
        ("LookupStream", "LookUpSchema", door => door.SendLookup(new() { Lookup = new() { Subject = "none", Schema = Text } })),
        ("LookupStream", "Glance ReadSchema", door => door.SendLookup(new() { GetSchema = new() { Id = Unknown } })),
        ("LookupStream", "ReadVersion", door => door.SendLookup(new() { GetVersion = new() { Subject = "none" } })),
        ("GetSchema", "Glance ReadSchema", door => Sent(door._api.GetSchemaAsync(new GetSchemaRequest { Id = Unknown }, Call))),
        ("GetSchema", "ReadSchema", door => Sent(door._api.GetSchemaAsync(new GetSchemaRequest { Id = Unknown, FetchMaxId = true }, Call))),
        ("GetSchema", "ReadSchemaByGuid", door => Sent(door._api.GetSchemaAsync(new GetSchemaRequest { Guid = Id }, Call))),
        ("BatchGetSchemas", "Glance ReadSchema", door =>
            Sent(door._api.BatchGetSchemasAsync(new BatchGetSchemasRequest { Requests = { new GetSchemaRequest { Id = Unknown } } }, Call))),
        ("ListSchemaIds", "ListSchemaIds", door => Read(door._api.ListSchemaIds(new ListSchemaIdsRequest { Guid = Id }, Call))),
        ("ListSchemaUses", "ReadSchema", door => Read(door._api.ListSchemaUses(new ListSchemaUsesRequest { Id = Unknown }, Call))),
        ("ListSchemas", "ListSchemas", door => Read(door._api.ListSchemas(new ListSchemasRequest(), Call))),
        ("GetVersion", "ReadVersion", door => Sent(door._api.GetVersionAsync(new GetVersionRequest { Subject = "none" }, Call))),
        ("FindVersion", "FindVersion", door => Sent(door._api.FindVersionAsync(new FindVersionRequest { Subject = "none" }, Call))),
        ("ListVersions", "ListVersions", door => Read(door._api.ListVersions(new ListVersionsRequest { Subject = "none" }, Call))),
        ("ListReferrers", "ListReferrers", door => Read(door._api.ListReferrers(new ListReferrersRequest { Subject = "none" }, Call))),
        ("ListSubjects", "ListSubjects", door => Read(door._api.ListSubjects(new ListSubjectsRequest(), Call))),
        ("ListContexts", "ListContexts", door => Read(door._api.ListContexts(new ListContextsRequest(), Call))),
        ("CheckCompatibility", "CheckCompatibility", door =>
            Sent(door._api.CheckCompatibilityAsync(new CheckCompatibilityRequest { Subject = "none", Schema = Text }, Call))),
        ("EditTags", "EditTags", door => Sent(door._api.EditTagsAsync(new EditTagsRequest { Subject = "none" }, Call))),
        ("RestoreVersion", "RestoreVersion", door =>
            Sent(door._api.RestoreVersionAsync(new RestoreVersionRequest { Subject = "none", Version = 1 }, Call))),
        ("DeleteVersion", "DeleteVersion", door =>
            Sent(door._api.DeleteVersionAsync(new DeleteVersionRequest { Subject = "none", Version = 1 }, Call))),
        ("DeleteSubject", "DeleteSubject", door => Sent(door._api.DeleteSubjectAsync(new DeleteSubjectRequest { Subject = "none" }, Call))),
        ("DeleteContext", "DeleteContext", door => Sent(door._api.DeleteContextAsync(new DeleteContextRequest { Context = "none" }, Call))),
        ("GetConfig", "ReadSettings", door => Sent(door._api.GetConfigAsync(new GetConfigRequest(), Call))),
        ("UpdateConfig", "UpdateConfig", door => Sent(door._api.UpdateConfigAsync(new UpdateConfigRequest(), Call))),
        ("DeleteConfig", "DeleteConfig", door => Sent(door._api.DeleteConfigAsync(new DeleteConfigRequest(), Call))),
        ("GetMode", "ReadSettings", door => Sent(door._api.GetModeAsync(new GetModeRequest(), Call))),
        ("SetMode", "SetMode", door => Sent(door._api.SetModeAsync(new SetModeRequest { Mode = Mode.Readwrite }, Call))),
        ("DeleteMode", "DeleteMode", door => Sent(door._api.DeleteModeAsync(new DeleteModeRequest(), Call))),
        ("Watch", "ReadChanges FollowChanges", door => door.Watch(WatchStart.Now)),
        ("Watch", "ReadChanges ListSchemas FollowChanges", door => door.Watch(WatchStart.Snapshot)),
        ("ListWebhooks", "ListWebhooks", door => Read(door._webhooks.ListWebhooks(new ListWebhooksRequest(), Call))),
        ("GetWebhook", "ReadWebhook", door => Sent(door._webhooks.GetWebhookAsync(new GetWebhookRequest { WebhookId = Id }, Call))),
        ("AddWebhook", "AddWebhook", door => Sent(door._webhooks.AddWebhookAsync(new AddWebhookRequest { Settings = Nowhere }, Call))),
        ("ReplaceWebhook", "ReplaceWebhook", door =>
            Sent(door._webhooks.ReplaceWebhookAsync(new ReplaceWebhookRequest { WebhookId = Id, Settings = Nowhere }, Call))),
        ("RemoveWebhook", "RemoveWebhook", door => Sent(door._webhooks.RemoveWebhookAsync(new RemoveWebhookRequest { WebhookId = Id }, Call))),
        ("ListDeadLetters", "ListDeadLetters", door =>
            Read(door._webhooks.ListDeadLetters(new ListDeadLettersRequest { WebhookId = Id }, Call))),
        ("GetDeadLetter", "ReadDeadLetter", door => Sent(door._webhooks.GetDeadLetterAsync(new GetDeadLetterRequest { WebhookId = Id }, Call))),
        ("RedeliverDeadLetters", "RedeliverDeadLetters", door =>
            Sent(door._webhooks.RedeliverDeadLettersAsync(new RedeliverDeadLettersRequest { WebhookId = Id }, Call))),
        ("DiscardDeadLetters", "DiscardDeadLetters", door =>
            Sent(door._webhooks.DiscardDeadLettersAsync(new DiscardDeadLettersRequest { WebhookId = Id }, Call))),
    ];

    private readonly RecordedRegistry _registry;
    private readonly GrpcChannel _channel;
    private readonly Client _api;
    private readonly WebhookClient _webhooks;

    public DoorTests(RecordedRegistry registry)
    {
        _registry = registry;
        _channel = GrpcChannel.ForAddress(registry.GrpcAddress);
        (_api, _webhooks) = (new Client(_channel), new WebhookClient(_channel));
    }

    public static TheoryData<string, string> Calls => new(Table.Select(line => (line.Rpc, line.Operations)));

    private static CallOptions Call => new(cancellationToken: TestContext.Current.CancellationToken);

    public void Dispose() => _channel.Dispose();

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_passes_the_door_under_the_right_of_its_RPC(string rpc, string operations)
    {
        _registry.Recorder.Take();

        await Table.Single(line => line.Rpc == rpc && line.Operations == operations).Ask(this);

        var passed = _registry.Recorder.Take();
        Assert.Equal(operations, string.Join(' ', passed.Select(passage => passage.Name)));
        Assert.Equal([RightOf(rpc)], passed.Select(passage => passage.Right).Distinct());
    }

    [Fact]
    public void Every_RPC_has_a_call_here_but_the_one_that_needs_no_right()
    {
        var rpcs = Protocol.V1.SchemaRegistry.Descriptor.Methods.Concat(WebhookRegistry.Descriptor.Methods).Select(method => method.Name);

        Assert.Equal(Table.Select(line => line.Rpc).Append(Open).Distinct().Order(), rpcs.Order());
        Assert.Equal(Right.None, RightOf(Open));
    }

    [Fact]
    public async Task A_registration_that_was_answered_before_passes_the_gate_and_no_more()
    {
        var look = new Passage(Recorder.Look, Right.RegisterSchemas, "known");

        await OnlyLooks(look, () => Sent(_api.RegisterAsync(Registration("known"), Call)));
        await OnlyLooks(look, () => SendRegistration("known"));
    }

    [Fact]
    public async Task A_schema_that_lies_in_memory_passes_the_gate_and_no_more()
    {
        var id = (await _api.RegisterAsync(Registration("by-id"), Call)).Id;
        var request = new GetSchemaRequest { Id = new SchemaId { Id = id }, Subject = "by-id" };
        var look = new Passage(Recorder.Look, Right.ReadSchemas, "by-id");

        await OnlyLooks(look, () => Sent(_api.GetSchemaAsync(request, Call)));
        await OnlyLooks(look, () => SendLookup(new LookupStreamRequest { GetSchema = request }));
        await OnlyLooks(look, () => Sent(_api.BatchGetSchemasAsync(new BatchGetSchemasRequest { Requests = { request } }, Call)));
    }

    [Fact]
    public async Task What_the_gate_refuses_goes_the_long_way()
    {
        await SendRegistration("refused");
        _registry.Recorder.Take();
        _registry.Recorder.AdmitsLooks = false;

        await SendRegistration("refused");
        await Sent(_api.GetSchemaAsync(new GetSchemaRequest { Id = Unknown }, Call));

        _registry.Recorder.AdmitsLooks = true;
        Assert.Equal(
            ["Glance", "RegisterSchema", "Glance", "ReadSchema"], _registry.Recorder.Take().Select(passage => passage.Name));
    }

    private static Right RightOf(string rpc) =>
        (typeof(RegistryService).GetMethod(rpc) ?? typeof(WebhookService).GetMethod(rpc))!.GetCustomAttribute<NeedsAttribute>()!.Right;

    private static RegisterRequest Registration(string subject) => new() { Subject = subject, Schema = Text };

    // What is answered does not matter here, so long as it is an answer of the registry.
    private static async Task Sent<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call.ResponseAsync;
        }
        catch (RpcException refusal)
        {
            Assert.InRange(GrpcTests.Read(refusal).Code, 400, 42_999);
        }
    }

    private static async Task Read<T>(AsyncServerStreamingCall<T> call)
    {
        try
        {
            await GrpcTests.All(call);
        }
        catch (RpcException refusal)
        {
            Assert.InRange(GrpcTests.Read(refusal).Code, 400, 42_999);
        }
    }

    private Task SendRegistration(string subject) =>
        Exchange(_api.RegisterStream(Call), new RegisterStreamRequest { Register = Registration(subject) });

    private Task SendLookup(LookupStreamRequest request) => Exchange(_api.LookupStream(Call), request);

    private static async Task Exchange<TRequest, TAnswer>(AsyncDuplexStreamingCall<TRequest, TAnswer> stream, TRequest request)
    {
        using (stream)
        {
            await stream.RequestStream.WriteAsync(request);
            Assert.True(await stream.ResponseStream.MoveNext(Call.CancellationToken));
            await stream.RequestStream.CompleteAsync();
        }
    }

    /// <summary>Watches until it tells what changes: the first heartbeat of a watch that has caught up comes from there.</summary>
    private async Task Watch(WatchStart start)
    {
        using var watch = _api.Watch(new WatchRequest { Start = start, HeartbeatSeconds = 1, Context = ".watched" }, Call);
        for (var heartbeats = start == WatchStart.Snapshot ? 1 : 2; heartbeats > 0;)
        {
            Assert.True(await watch.ResponseStream.MoveNext(Call.CancellationToken));
            heartbeats -= watch.ResponseStream.Current.Heartbeat is null ? 0 : 1;
        }
    }

    // What lies in memory is answered from there for as long as it is known to hold, so one request alone may have to ask.
    private Task OnlyLooks(Passage look, Func<Task> ask) => Eventually.Be("an answer from memory", Patience, async () =>
    {
        _registry.Recorder.Take();
        await ask();
        return _registry.Recorder.Take() is [var passed] && passed == look;
    });
}
