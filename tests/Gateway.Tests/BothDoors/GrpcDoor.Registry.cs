using Grpc.Core;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.BothDoors;

/// <summary>Settings, lists, changes and webhooks over gRPC.</summary>
public sealed partial class GrpcDoor
{
    public async Task<Settings?> Stored(string subject) =>
        (await Ask(_api.GetConfigAsync(new GetConfigRequest { Subject = subject }, Call))).Stored is { } config
            ? new Settings(
                Words.Of(config.CompatibilityLevel),
                config.HasAlias ? config.Alias : null,
                config.HasCompatibilityGroup ? config.CompatibilityGroup : null,
                config.HasNormalize ? config.Normalize : null)
            : null;

    public async Task<string> EffectiveLevel(string subject) =>
        Words.Of((await Ask(_api.GetConfigAsync(new GetConfigRequest { Subject = subject }, Call))).Effective.CompatibilityLevel);

    public Task Configure(string subject, Settings settings)
    {
        var config = new Config();
        if (settings.Level is { } level)
        {
            config.CompatibilityLevel = Words.Read<CompatibilityLevel>(level);
        }

        if (settings.Alias is { } alias)
        {
            config.Alias = alias;
        }

        if (settings.Group is { } group)
        {
            config.CompatibilityGroup = group;
        }

        if (settings.Normalize is { } normalize)
        {
            config.Normalize = normalize;
        }

        return Ask(_api.UpdateConfigAsync(new UpdateConfigRequest { Subject = subject, Config = config }, Call));
    }

    public Task RemoveConfig(string subject) => Ask(_api.DeleteConfigAsync(new DeleteConfigRequest { Subject = subject }, Call));

    public async Task<string?> StoredMode(string subject) =>
        (await Ask(_api.GetModeAsync(new GetModeRequest { Subject = subject }, Call))).Stored is var mode and not Mode.Unspecified
            ? Words.Of(mode)
            : null;

    public async Task<string> EffectiveMode(string subject) =>
        Words.Of((await Ask(_api.GetModeAsync(new GetModeRequest { Subject = subject }, Call))).Effective);

    public Task SetMode(string subject, string mode, bool force)
    {
        var request = new SetModeRequest { Subject = subject, Mode = Words.Read<Mode>(mode), Force = force };
        return Ask(_api.SetModeAsync(request, Call));
    }

    public Task RemoveMode(string subject, bool recursive) =>
        Ask(_api.DeleteModeAsync(new DeleteModeRequest { Subject = subject, Recursive = recursive }, Call));

    public Task<IReadOnlyList<string>> Subjects(string context, string prefix, View view)
    {
        var request = new ListSubjectsRequest { Context = context, NamePrefix = prefix, Deleted = (DeletedView)view };
        return All(_api.ListSubjects(request, Call), listed => listed.Subject);
    }

    public Task<IReadOnlyList<string>> Contexts(string prefix) =>
        All(_api.ListContexts(new ListContextsRequest { Prefix = prefix }, Call), listed => listed.Context);

    public Task<IReadOnlyList<string>> Schemas(string context, bool latestOnly, bool deleted, string ruleType)
    {
        var request = new ListSchemasRequest { Context = context, LatestOnly = latestOnly, IncludeDeleted = deleted, RuleType = ruleType };
        return All(_api.ListSchemas(request, Call), listed => $"{listed.Version.Subject}/{listed.Version.Version}");
    }

    public async Task<IReadOnlyList<string>> Changes(string context, int count)
    {
        using var watch = _api.Watch(new WatchRequest { Context = context, Start = WatchStart.Beginning }, Call);
        var changes = new List<string>();
        while (changes.Count < count)
        {
            Assert.True(await watch.ResponseStream.MoveNext(Call.CancellationToken));
            if (watch.ResponseStream.Current.Change is { } change)
            {
                changes.Add($"{Words.Of(change.Kind)} {change.Subject}".ToLowerInvariant().TrimEnd());
            }
        }

        return [.. changes];
    }

    public async Task<Hook> AddWebhook(Hook hook) =>
        Read((await Ask(_webhooks.AddWebhookAsync(new AddWebhookRequest { Settings = SettingsOf(hook) }, Call))).Webhook);

    public async Task<Hook> Webhook(string id) =>
        Read((await Ask(_webhooks.GetWebhookAsync(new GetWebhookRequest { WebhookId = id }, Call))).Webhook);

    public async Task<Hook> ReplaceWebhook(string id, Hook hook)
    {
        var request = new ReplaceWebhookRequest { WebhookId = id, Settings = SettingsOf(hook) };
        return Read((await Ask(_webhooks.ReplaceWebhookAsync(request, Call))).Webhook);
    }

    public Task RemoveWebhook(string id) => Ask(_webhooks.RemoveWebhookAsync(new RemoveWebhookRequest { WebhookId = id }, Call));

    public Task<IReadOnlyList<string>> Webhooks() =>
        All(_webhooks.ListWebhooks(new ListWebhooksRequest(), Call), listed => listed.Webhook.Id);

    public Task<IReadOnlyList<string>> DeadLetters(string webhook) =>
        All(_webhooks.ListDeadLetters(new ListDeadLettersRequest { WebhookId = webhook }, Call), listed => listed.DeadLetter.Id);

    public async Task<int> RedeliverDeadLetters(string webhook) =>
        (await Ask(_webhooks.RedeliverDeadLettersAsync(new RedeliverDeadLettersRequest { WebhookId = webhook }, Call))).Count;

    public async Task<int> DiscardDeadLetters(string webhook) =>
        (await Ask(_webhooks.DiscardDeadLettersAsync(new DiscardDeadLettersRequest { WebhookId = webhook }, Call))).Count;

    private static WebhookSettings SettingsOf(Hook hook)
    {
        var settings = new WebhookSettings { Url = hook.Url, Secret = Hook.Secret, Disabled = !hook.Enabled };
        settings.Kinds.Add(hook.Kinds.Select(Words.Read<ChangeKind>));
        if (hook.Context is { } context)
        {
            settings.Context = context;
        }

        return settings;
    }

    private static Hook Read(Webhook webhook) => new(webhook.Url)
    {
        Id = webhook.Id,
        Context = webhook.HasContext ? webhook.Context : null,
        Kinds = [.. webhook.Kinds.Select(kind => Words.Of(kind).ToLowerInvariant())],
        Enabled = webhook.State != WebhookState.Disabled,
    };
}
