using System.Net.Http.Json;
using System.Text.Json;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.BothDoors;

/// <summary>Subjects and schemas over REST.</summary>
public sealed partial class RestDoor(RegistryProcess registry) : IDoor
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        // The client is the registry's.
    }

    public async Task<Registered> Register(string subject, Draft draft)
    {
        var answer = await Send("POST", $"subjects/{Name(subject)}/versions?normalize={draft.Normalize}&force={draft.Force}", Body(draft));
        return new Registered(answer.Number("id"), answer.Number("version"), answer.Text("guid"));
    }

    public async Task<Shown> LookUp(string subject, Draft draft, bool deleted) =>
        Read(await Send("POST", $"subjects/{Name(subject)}?normalize={draft.Normalize}&deleted={deleted}", Body(draft)));

    public async Task<Shown> Get(string subject, int version, bool deleted, Form? form) =>
        Read(await Send("GET", $"{Path(subject, version)}?deleted={deleted}{Query(form)}"));

    public async Task<Shown> Find(string subject, string key, string value, bool deleted) =>
        Read(await Send("GET", $"subjects/{Name(subject)}/metadata?key={key}&value={value}&deleted={deleted}"));

    public async Task<IReadOnlyList<int>> Versions(string subject, View view) =>
        (await Send("GET", $"subjects/{Name(subject)}/versions?{Query(view)}")).Numbers();

    public async Task<IReadOnlyList<int>> Referrers(string subject, int version, bool deleted) =>
        (await Send("GET", $"{Path(subject, version)}/referencedby?deleted={deleted}")).Numbers();

    public async Task<Shown> ById(int id, string subject, string context, Form? form) =>
        Read(await Send("GET", $"{Prefix(context)}schemas/ids/{id}?subject={Name(subject)}{Query(form)}"));

    public async Task<Shown> ByGuid(string guid, string subject) =>
        Read(await Send("GET", $"schemas/guids/{guid}?subject={Name(subject)}"));

    public async Task<IReadOnlyList<string>> Ids(string guid) => (await Send("GET", $"schemas/guids/{guid}/ids"))
        .Items(key => $"{key.Text("context")}/{key.Number("id")}");

    public async Task<IReadOnlyList<string>> Uses(int id, string context, bool deleted) =>
        (await Send("GET", $"{Prefix(context)}schemas/ids/{id}/versions?deleted={deleted}")).Items(Use);

    public async Task<bool> IsCompatible(string subject, Draft draft, int? version)
    {
        var path = $"compatibility/{(version is { } number ? Path(subject, number) : $"subjects/{Name(subject)}/versions")}";
        return (await Send("POST", $"{path}?normalize={draft.Normalize}", Body(draft))).GetProperty("is_compatible").GetBoolean();
    }

    public async Task<int> Tag(string subject, string field, string tag, int version)
    {
        var entity = new { schemaEntity = new { entityPath = field, entityType = "sr_field" }, tags = new[] { tag } };
        return (await Send("POST", $"{Path(subject, version)}/tags", new { tagsToAdd = new[] { entity } })).Number("version");
    }

    public async Task<int> DeleteVersion(string subject, int version, bool permanent) =>
        (await Send("DELETE", $"{Path(subject, version)}?permanent={permanent}")).GetInt32();

    public async Task<IReadOnlyList<int>> DeleteSubject(string subject, bool permanent) =>
        (await Send("DELETE", $"subjects/{Name(subject)}?permanent={permanent}")).Numbers();

    public Task DeleteContext(string context) => Send("DELETE", $"contexts/{context}");

    public async Task<Shown> Restore(string subject, int version) => Read(await Send("POST", $"{Path(subject, version)}/restore"));

    private static string Name(string subject) => Uri.EscapeDataString(subject);

    private static string Prefix(string context) => context.Length == 0 ? "" : $"contexts/{context}/";

    private static string Path(string subject, int version) =>
        $"subjects/{Name(subject)}/versions/{(version == IDoor.Latest ? "latest" : version)}";

    private static string Query(Form? form) => form is null
        ? ""
        : $"&format={form.Format}&referenceFormat={(form.Qualified ? "qualified" : "")}&fetchMaxId={form.MaxId}"
            + (form.FindTags.Length > 0 ? $"&findTags={form.FindTags}" : "");

    private static string Query(View view) => $"deleted={view == View.All}&deletedOnly={view == View.DeletedOnly}";

    private static string Use(JsonElement use) => $"{use.Text("subject")}/{use.Number("version")}";

    private static Dictionary<string, object> Body(Draft draft) => Given(
        ("schema", draft.Text),
        ("schemaType", draft.Type),
        ("references", draft.References),
        ("metadata", draft.Property is { } pair ? new { properties = new Dictionary<string, string> { [pair.Key] = pair.Value } } : null),
        ("ruleSet", draft.Rules.Length == 0 ? null : new { domainRules = draft.Rules.Select(name => new { name, type = "CEL" }) }),
        ("version", draft.Version),
        ("id", draft.Id));

    private static Shown Read(JsonElement shown) => new(
        shown.Text("subject"), shown.Find("version")?.GetInt32() ?? 0, shown.Text("guid"), shown.Text("schema"))
    {
        Type = shown.Text("schemaType"),
        Deleted = shown.Find("deleted")?.GetBoolean() ?? false,
        References = shown.Find("references")?.Items(reference => reference.Text("subject")) ?? [],
        Properties = [.. shown.Find("metadata")?.Find("properties")?.EnumerateObject().Select(pair => $"{pair.Name}={pair.Value}") ?? []],
        Tags = shown.Find("schemaTags")?.Items(
            entity => $"{entity.GetProperty("schemaEntity").Text("entityPath")}:{entity.GetProperty("tags")[0]}") ?? [],
        MaxId = shown.Find("maxId")?.GetInt32(),
    };

    private static Dictionary<string, object> Given(params (string Name, object? Value)[] members) =>
        members.Where(member => member.Value is not null).ToDictionary(member => member.Name, member => member.Value!);

    private async Task<JsonElement> Send(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(registry.BaseAddress, path));
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await registry.Client.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        var json = text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
        return answer.IsSuccessStatusCode ? json : throw new RefusedException(json.Number("error_code"), json.Text("message"));
    }
}
