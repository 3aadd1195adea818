using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;
using ContractMetadata = SchemaRegistry.Protocol.V1.Metadata;
using WebhookClient = SchemaRegistry.Protocol.V1.WebhookRegistry.WebhookRegistryClient;

namespace SchemaRegistry.Cluster.Members.Upgrades;

/// <summary>The same as <see cref="RestRound"/> over gRPC.</summary>
internal sealed class GrpcRound : IDisposable
{
    private const string Url = "http://127.0.0.1:9/";
    private static readonly Schema First = Avro("First");
    private readonly GrpcChannel _channel;
    private readonly Client _api;
    private readonly WebhookClient _webhooks;
    private readonly string _name;
    private readonly string _subject;

    /// <param name="door">Who is asked.</param>
    /// <param name="name">In the names of what this round makes; no other round's.</param>
    public GrpcRound(RegistryProcess door, string name)
    {
        _channel = GrpcChannel.ForAddress(door.GrpcAddress);
        (_api, _webhooks) = (new Client(_channel), new WebhookClient(_channel));
        (_name, _subject) = (name, $"grpc-{name}");
    }

    public void Dispose() => _channel.Dispose();

    public async Task Run()
    {
        await Config(_subject);
        var first = await _api.RegisterAsync(new RegisterRequest { Subject = _subject, Schema = First });
        Assert.Equal(1, first.Version);
        await Versions(first.Id);
        await Ids(first);
        await Lists(first.Id);
        await Deletions($"grpc-gone-{_name}");
        await Mode(_subject);
        await Context($".grpc-{_name}");
        await Webhooks();
    }

    private async Task Versions(int id)
    {
        Assert.Equal(id, (await _api.LookupAsync(new LookupRequest { Subject = _subject, Schema = First })).Version.Id);
        Assert.Equal(First.Text, (await _api.GetVersionAsync(new GetVersionRequest { Subject = _subject })).Version.Schema.Text);
        Assert.True((await _api.CheckCompatibilityAsync(new CheckCompatibilityRequest { Subject = _subject, Schema = First })).IsCompatible);

        var second = Avro("Second");
        second.Metadata = new ContractMetadata { Properties = { ["made"] = _name } };
        await _api.RegisterAsync(new RegisterRequest { Subject = _subject, Schema = second });
        var found = await _api.FindVersionAsync(new FindVersionRequest { Subject = _subject, Properties = { ["made"] = _name } });
        Assert.Equal(2, found.Version.Version);

        var tags = new EntityTags { Path = "Second.id", Kind = EntityKind.Field, Tags = { "KEY" } };
        var tagged = (await _api.EditTagsAsync(new EditTagsRequest { Subject = _subject, TagsToAdd = { tags } })).Version;
        Assert.Equal(3, tagged.Version);
        Assert.Equal([1, 2, 3], await All(_api.ListVersions(new ListVersionsRequest { Subject = _subject }), item => item.Version));
        var shown = await _api.GetSchemaAsync(new GetSchemaRequest { Id = new SchemaId { Id = tagged.Id }, FindTags = { "KEY" } });
        Assert.Equal([tags], shown.Tags);
    }

    private async Task Ids(RegisterResponse first)
    {
        var asked = new GetSchemaRequest { Id = new SchemaId { Id = first.Id }, Format = "resolved", FetchMaxId = true };
        var shown = await _api.GetSchemaAsync(asked);
        Assert.Equal((First.Text, first.Guid), (shown.Schema.Text, shown.Guid));
        Assert.InRange(shown.MaxId, first.Id, int.MaxValue);
        Assert.Equal(First.Text, (await _api.GetSchemaAsync(new GetSchemaRequest { Guid = first.Guid })).Schema.Text);
        Assert.Contains(first.Id, await All(_api.ListSchemaIds(new ListSchemaIdsRequest { Guid = first.Guid }), item => item.Id.Id));
        var uses = new ListSchemaUsesRequest { Id = new SchemaId { Id = first.Id } };
        Assert.Contains(_subject, await All(_api.ListSchemaUses(uses), item => item.Use.Subject));
    }

    private async Task Lists(int id)
    {
        var user = new Schema
        {
            Type = SchemaType.Avro,
            Text = """{"type":"record","name":"User","fields":[{"name":"f","type":"First"}]}""",
            References = { new SchemaReference { Name = "First", Subject = _subject, Version = 1 } },
        };
        var made = await _api.RegisterAsync(new RegisterRequest { Subject = $"grpc-user-{_name}", Schema = user });
        var referrers = new ListReferrersRequest { Subject = _subject, Version = 1 };
        Assert.Equal([made.Id], await All(_api.ListReferrers(referrers), item => item.Id.Id));
        Assert.Equal([_subject], await All(_api.ListSubjects(new ListSubjectsRequest { NamePrefix = _subject }), item => item.Subject));
        Assert.Equal(id, (await All(_api.ListSchemas(new ListSchemasRequest { NamePrefix = _subject }), item => item.Version.Id))[0]);
        Assert.Equal(["."], await All(_api.ListContexts(new ListContextsRequest { Limit = 1 }), item => item.Context));

        using var watch = _api.Watch(new WatchRequest { Start = WatchStart.Beginning, NamePrefix = _subject });
        Assert.True(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
    }

    private async Task Deletions(string subject)
    {
        await _api.RegisterAsync(new RegisterRequest { Subject = subject, Schema = First });
        Assert.Equal(1, (await _api.DeleteVersionAsync(new DeleteVersionRequest { Subject = subject, Version = 1 })).Version);
        var restored = await _api.RestoreVersionAsync(new RestoreVersionRequest { Subject = subject, Version = 1 });
        Assert.Equal((1, false), (restored.Version.Version, restored.Version.Deleted));
        Assert.Equal([1], (await _api.DeleteSubjectAsync(new DeleteSubjectRequest { Subject = subject })).Versions);
        Assert.Equal([1], (await _api.DeleteSubjectAsync(new DeleteSubjectRequest { Subject = subject, Permanent = true })).Versions);
    }

    private async Task Config(string subject)
    {
        var full = new Config { CompatibilityLevel = CompatibilityLevel.Full };
        Assert.Equal(full, (await _api.UpdateConfigAsync(new UpdateConfigRequest { Subject = subject, Config = full })).Stored);
        Assert.Equal(full, (await _api.GetConfigAsync(new GetConfigRequest { Subject = subject })).Stored);
        Assert.Equal(full, (await _api.DeleteConfigAsync(new DeleteConfigRequest { Subject = subject })).Removed);
        var none = new Config { CompatibilityLevel = CompatibilityLevel.None };
        await _api.UpdateConfigAsync(new UpdateConfigRequest { Subject = subject, Config = none });
    }

    private async Task Mode(string subject)
    {
        const Mode ReadOnly = Protocol.V1.Mode.Readonly;
        await _api.SetModeAsync(new SetModeRequest { Subject = subject, Mode = ReadOnly });
        Assert.Equal(ReadOnly, (await _api.GetModeAsync(new GetModeRequest { Subject = subject })).Stored);
        Assert.Equal(ReadOnly, (await _api.DeleteModeAsync(new DeleteModeRequest { Subject = subject })).Removed);
    }

    private async Task Context(string context)
    {
        await Config($":{context}:");
        await Mode($":{context}:");
        await _api.DeleteContextAsync(new DeleteContextRequest { Context = context });
        Assert.Null((await _api.GetConfigAsync(new GetConfigRequest { Subject = $":{context}:" })).Stored);
    }

    private async Task Webhooks()
    {
        var settings = new WebhookSettings { Url = Url, Secret = "whsec_" + Convert.ToBase64String(new byte[32]), Disabled = true };
        var id = (await _webhooks.AddWebhookAsync(new AddWebhookRequest { Settings = settings })).Webhook.Id;
        Assert.Equal(Url, (await _webhooks.GetWebhookAsync(new GetWebhookRequest { WebhookId = id })).Webhook.Url);
        Assert.Contains(id, await All(_webhooks.ListWebhooks(new ListWebhooksRequest()), item => item.Webhook.Id));
        settings.Description = _name;
        var replaced = await _webhooks.ReplaceWebhookAsync(new ReplaceWebhookRequest { WebhookId = id, Settings = settings });
        Assert.Equal(_name, replaced.Webhook.Description);
        Assert.Empty(await All(_webhooks.ListDeadLetters(new ListDeadLettersRequest { WebhookId = id }), item => item.DeadLetter.Id));
        var missing = await Assert.ThrowsAsync<RpcException>(async () =>
            await _webhooks.GetDeadLetterAsync(new GetDeadLetterRequest { WebhookId = id, DeadLetterId = "none" }));
        Assert.Equal(StatusCode.NotFound, missing.StatusCode);
        Assert.Equal(0, (await _webhooks.RedeliverDeadLettersAsync(new RedeliverDeadLettersRequest { WebhookId = id })).Count);
        Assert.Equal(0, (await _webhooks.DiscardDeadLettersAsync(new DiscardDeadLettersRequest { WebhookId = id })).Count);
        Assert.Equal(id, (await _webhooks.RemoveWebhookAsync(new RemoveWebhookRequest { WebhookId = id })).Webhook.Id);
    }

    private static Schema Avro(string record) => new() { Type = SchemaType.Avro, Text = AvroTexts.Record(record) };

    private static async Task<List<TShown>> All<TItem, TShown>(AsyncServerStreamingCall<TItem> call, Func<TItem, TShown> show)
    {
        using (call)
        {
            return await call.ResponseStream.ReadAllAsync().Select(show).ToListAsync();
        }
    }
}
