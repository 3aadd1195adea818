using System.Text.Json;

namespace SchemaRegistry.Gateway.Tests.BothDoors;

/// <summary>Settings, lists, changes and webhooks over REST.</summary>
public sealed partial class RestDoor
{
    public async Task<Settings?> Stored(string subject)
    {
        try
        {
            var config = await Send("GET", $"config/{Name(subject)}");
            return new Settings(
                config.Text("compatibilityLevel"),
                config.Find("alias")?.GetString(),
                config.Find("compatibilityGroup")?.GetString(),
                config.Find("normalize")?.GetBoolean());
        }
        catch (RefusedException refusal) when (refusal.Code == 40408)
        {
            return null;
        }
    }

    public async Task<string> EffectiveLevel(string subject) =>
        (await Send("GET", $"config/{Name(subject)}?defaultToGlobal=true")).Text("compatibilityLevel");

    public Task Configure(string subject, Settings settings) => Send("PUT", $"config/{Name(subject)}", Given(
        ("compatibility", settings.Level),
        ("alias", settings.Alias),
        ("compatibilityGroup", settings.Group),
        ("normalize", settings.Normalize)));

    public Task RemoveConfig(string subject) => Send("DELETE", $"config/{Name(subject)}");

    public async Task<string?> StoredMode(string subject)
    {
        try
        {
            return (await Send("GET", $"mode/{Name(subject)}")).Text("mode");
        }
        catch (RefusedException refusal) when (refusal.Code == 40409)
        {
            return null;
        }
    }

    public async Task<string> EffectiveMode(string subject) =>
        (await Send("GET", $"mode/{Name(subject)}?defaultToGlobal=true")).Text("mode");

    public Task SetMode(string subject, string mode, bool force) => Send("PUT", $"mode/{Name(subject)}?force={force}", new { mode });

    public Task RemoveMode(string subject, bool recursive) => Send("DELETE", $"mode/{Name(subject)}?recursive={recursive}");

    public async Task<IReadOnlyList<string>> Subjects(string context, string prefix, View view) =>
        (await Send("GET", $"subjects?subjectPrefix={Name($":{context}:{prefix}")}&{Query(view)}")).Items(subject => subject.GetString()!);

    public async Task<IReadOnlyList<string>> Contexts(string prefix) =>
        (await Send("GET", $"contexts?contextPrefix={prefix}")).Items(context => context.GetString()!);

    public async Task<IReadOnlyList<string>> Schemas(string context, bool latestOnly, bool deleted, string ruleType)
    {
        var query = $"subjectPrefix={Name($":{context}:")}&latestOnly={latestOnly}&deleted={deleted}&ruleType={ruleType}";
        return (await Send("GET", $"schemas?{query}")).Items(Use);
    }

    public async Task<IReadOnlyList<string>> Changes(string context, int count)
    {
        var (changes, after) = (new List<string>(), "");
        while (changes.Count < count)
        {
            var batch = await Send("GET", $"changes?from=start&context={context}&wait=60&after={Name(after)}");
            changes.AddRange(batch.GetProperty("changes").Items(
                change => $"{change.Text("kind")} {change.Text("subject")}".TrimEnd()));
            Assert.True(batch.Text("token") != after || changes.Count >= count, $"{count} changes of {context} have not come");
            after = batch.Text("token");
        }

        return [.. changes.Take(count)];
    }

    public async Task<Hook> AddWebhook(Hook hook) => ReadHook(await Send("POST", "webhooks", Body(hook)));

    public async Task<Hook> Webhook(string id) => ReadHook(await Send("GET", $"webhooks/{id}"));

    public async Task<Hook> ReplaceWebhook(string id, Hook hook) => ReadHook(await Send("PUT", $"webhooks/{id}", Body(hook)));

    public Task RemoveWebhook(string id) => Send("DELETE", $"webhooks/{id}");

    public async Task<IReadOnlyList<string>> Webhooks() => (await Send("GET", "webhooks")).Items(hook => hook.Text("id"));

    public async Task<IReadOnlyList<string>> DeadLetters(string webhook) =>
        (await Send("GET", $"webhooks/{webhook}/dead-letters")).Items(letter => letter.Text("id"));

    public async Task<int> RedeliverDeadLetters(string webhook) =>
        (await Send("POST", $"webhooks/{webhook}/dead-letters/redeliver", new { })).Number("count");

    public async Task<int> DiscardDeadLetters(string webhook) =>
        (await Send("DELETE", $"webhooks/{webhook}/dead-letters")).Number("count");

    private static Dictionary<string, object> Body(Hook hook) => Given(
        ("url", hook.Url),
        ("secret", Hook.Secret),
        ("context", hook.Context),
        ("kinds", hook.Kinds),
        ("enabled", hook.Enabled));

    private static Hook ReadHook(JsonElement shown) => new(shown.Text("url"))
    {
        Id = shown.Text("id"),
        Context = shown.Find("context")?.GetString(),
        Kinds = shown.GetProperty("kinds").Items(kind => kind.GetString()!),
        Enabled = shown.GetProperty("enabled").GetBoolean(),
    };
}
