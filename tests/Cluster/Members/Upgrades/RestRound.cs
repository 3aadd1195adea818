using System.Net;
using System.Text.Json;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Members.Upgrades;

/// <summary>
/// Everything that can be asked over REST, once, of one process. Each answer has to be right. Like <see cref="GrpcRound"/> it leads to every
/// method of every grain.
/// </summary>
/// <param name="door">Who is asked.</param>
/// <param name="other">Who has written what has to be read, so that it is not in the door's memory.</param>
/// <param name="name">In the names of what this round makes; no other round's.</param>
internal sealed class RestRound(RegistryProcess door, RegistryProcess other, string name)
{
    private const string Url = "http://127.0.0.1:9/";
    private readonly RegistryApi _api = new(door.Client);
    private readonly RegistryApi _other = new(other.Client);
    private readonly string _subject = $"rest-{name}";

    public async Task Run()
    {
        var first = await Ok(_other.Register(_subject, AvroTexts.Record("First")));
        await Config($"config/{_subject}");
        await Versions(first.GetProperty("id").GetInt32());
        await Ids(first.GetProperty("id").GetInt32(), first.GetProperty("guid").GetString()!);
        await Lists(first.GetProperty("id").GetInt32());
        await Deletions($"rest-gone-{name}");
        await Mode($"mode/{_subject}");
        await Context($".rest-{name}");
        await Webhooks();
    }

    private async Task Versions(int id)
    {
        Assert.Equal(id, (await Ok(_api.Register(_subject, AvroTexts.Record("First")))).GetProperty("id").GetInt32());
        Assert.Equal(1, (await Ok(Post($"subjects/{_subject}", new { schema = AvroTexts.Record("First") }))).GetProperty("version").GetInt32());
        Assert.Equal(id, (await Ok(_api.Get($"subjects/{_subject}/versions/1"))).GetProperty("id").GetInt32());
        Assert.Equal(id, (await Ok(_api.Get($"subjects/{_subject}/versions/1?deleted=true"))).GetProperty("id").GetInt32());
        Assert.True((await Ok(Post($"compatibility/subjects/{_subject}/versions/1", new { schema = AvroTexts.Record("First") })))
            .GetProperty("is_compatible").GetBoolean());

        var metadata = new { properties = new { made = name } };
        var second = await Ok(Post($"subjects/{_subject}/versions", new { schema = AvroTexts.Record("Second"), metadata }));
        Assert.Equal(2, second.GetProperty("version").GetInt32());
        Assert.Equal(2, (await Ok(_api.Get($"subjects/{_subject}/metadata?key=made&value={name}"))).GetProperty("version").GetInt32());

        var tags = new { schemaEntity = new { entityPath = "Second.id", entityType = "sr_field" }, tags = new[] { "KEY" } };
        var tagged = await Ok(Post($"subjects/{_subject}/versions/2/tags", new { tagsToAdd = new[] { tags } }));
        Assert.Equal(3, tagged.GetProperty("version").GetInt32());
        Is("[1,2,3]", await Ok(_api.Get($"subjects/{_subject}/versions")));
        Assert.Contains("KEY", (await Ok(_api.Get($"schemas/ids/{tagged.GetProperty("id")}?findTags=KEY"))).GetRawText(), StringComparison.Ordinal);
    }

    private async Task Ids(int id, string guid)
    {
        var unknown = AvroTexts.Record($"ById_{name.Replace('-', '_')}");
        var newest = (await Ok(_other.Register($"rest-by-id-{name}", unknown))).GetProperty("id").GetInt32();
        Assert.Equal(unknown, (await Ok(_api.Get($"schemas/ids/{newest}"))).GetProperty("schema").GetString());
        Assert.Equal(AvroTexts.Record("First"), (await Ok(_api.Get($"schemas/ids/{id}?format=resolved"))).GetProperty("schema").GetString());
        Assert.InRange((await Ok(_api.Get($"schemas/ids/{id}?fetchMaxId=true"))).GetProperty("maxId").GetInt32(), newest, int.MaxValue);
        Assert.Contains(_subject, (await Ok(_api.Get($"schemas/ids/{id}/subjects"))).GetRawText(), StringComparison.Ordinal);
        Assert.Contains($"\"id\":{id}", (await Ok(_api.Get($"schemas/guids/{guid}/ids"))).GetRawText(), StringComparison.Ordinal);

        // A subject that nobody has may lie in another context: as such, by what it holds, and by an id.
        Assert.Equal(HttpStatusCode.NotFound, (await _api.Get($"subjects/none-{name}/versions/latest")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Post($"subjects/none-{name}", new { schema = AvroTexts.Record("First") })).Status);
        Assert.Equal(AvroTexts.Record("First"), (await Ok(_api.Get($"schemas/ids/{id}?subject=none-{name}"))).GetProperty("schema").GetString());
    }

    private async Task Lists(int id)
    {
        var user = await Ok(Post($"subjects/rest-user-{name}/versions", new
        {
            schema = """{"type":"record","name":"User","fields":[{"name":"f","type":"First"}]}""",
            references = new[] { new { name = "First", subject = _subject, version = 1 } },
        }));
        Is($"[{user.GetProperty("id")}]", await Ok(_api.Get($"subjects/{_subject}/versions/1/referencedby")));
        Is($"""["{_subject}"]""", await Ok(_api.Get($"subjects?subjectPrefix={_subject}")));
        Assert.Equal(id, (await Ok(_api.Get($"schemas?subjectPrefix={_subject}")))[0].GetProperty("id").GetInt32());
        Assert.Equal(3, (await Ok(_api.Get($"schemas?subjectPrefix={_subject}&aliases=true"))).GetArrayLength());
        Is("""["."]""", await Ok(_api.Get("contexts?contextPrefix=.&limit=1")));
        Assert.Equal(1, (await Ok(_api.Get($"changes?from=start&limit=1&wait=20&subjectPrefix={_subject}"))).GetProperty("changes").GetArrayLength());
    }

    private async Task Deletions(string subject)
    {
        await Ok(_api.Register(subject, AvroTexts.Record("First")));
        Is("1", await Ok(_api.Delete($"subjects/{subject}/versions/1")));
        Assert.Equal(HttpStatusCode.NotFound, (await _api.Get($"subjects/{subject}/versions/1")).Status);
        Assert.Equal(1, (await Ok(Post($"subjects/{subject}/versions/1/restore"))).GetProperty("version").GetInt32());
        Is("[1]", await Ok(_api.Delete($"subjects/{subject}")));
        Is("[1]", await Ok(_api.Delete($"subjects/{subject}?permanent=true")));
    }

    private async Task Config(string path)
    {
        Is("""{"compatibility":"FULL"}""", await Ok(_api.Put(path, new { compatibility = "FULL" })));
        Is("""{"compatibilityLevel":"FULL"}""", await Ok(_api.Get(path)));
        Is("""{"compatibilityLevel":"FULL"}""", await Ok(_api.Delete(path)));
        Is("""{"compatibility":"NONE"}""", await Ok(_api.Put(path, new { compatibility = "NONE" })));
    }

    private async Task Mode(string path)
    {
        Is("""{"mode":"READONLY"}""", await Ok(_api.Put(path, new { mode = "READONLY" })));
        Is("""{"mode":"READONLY"}""", await Ok(_api.Get(path)));
        Is("""{"mode":"READONLY"}""", await Ok(_api.Delete(path)));
    }

    private async Task Context(string context)
    {
        await Config($"config/:{context}:");
        await Mode($"mode/:{context}:");
        await Import(context);
        Assert.Equal(HttpStatusCode.NoContent, (await _api.Delete($"contexts/{context}")).Status);
    }

    /// <summary>A context that is to be imported into is rid of what was deleted in it, grain by grain.</summary>
    public async Task Import(string context)
    {
        foreach (var number in Enumerable.Range(0, 4))
        {
            await Ok(_other.Register($":{context}:gone-{number}", AvroTexts.Record("First")));
            Is("[1]", await Ok(_other.Delete($"subjects/:{context}:gone-{number}")));
        }

        Is("""{"mode":"IMPORT"}""", await Ok(_api.Put($"mode/:{context}:", new { mode = "IMPORT" })));
        Is("[]", await Ok(_api.Get($"subjects?subjectPrefix=:{context}:&deleted=true")));
    }

    private async Task Webhooks()
    {
        var made = await Ok(Post("webhooks", new { url = Url, secret = "whsec_" + Convert.ToBase64String(new byte[32]), enabled = false }));
        var (id, path) = (made.GetProperty("id").GetString()!, $"webhooks/{made.GetProperty("id")}");
        Assert.Equal(Url, (await Ok(_api.Get(path))).GetProperty("url").GetString());
        Assert.Contains(id, (await Ok(_api.Get("webhooks"))).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(name, (await Ok(_api.Put(path, new { url = Url, description = name, enabled = false }))).GetProperty("description").GetString());
        Is("[]", await Ok(_api.Get($"{path}/dead-letters")));
        Assert.Equal(HttpStatusCode.NotFound, (await _api.Get($"{path}/dead-letters/none")).Status);
        Is("""{"count":0}""", await Ok(Post($"{path}/dead-letters/redeliver")));
        Is("""{"count":0}""", await Ok(_api.Delete($"{path}/dead-letters")));
        Assert.Equal(id, (await Ok(_api.Delete(path))).GetProperty("id").GetString());
    }

    private Task<ApiAnswer> Post(string path, object? body = null) => _api.Send(HttpMethod.Post, path, body);

    private async Task<JsonElement> Ok(Task<ApiAnswer> asked)
    {
        var answer = await asked;
        Assert.True(answer.IsSuccess, $"round {name} at {door.BaseAddress}: {answer}");
        return answer.Body;
    }

    private static void Is(string expected, JsonElement body) => Assert.Equal(expected, body.GetRawText());
}
