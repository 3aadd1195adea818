using System.Text;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;

namespace SchemaRegistry.Gateway.Tests.Registry;

/// <summary>Whatever REST is asked goes through the one door, under the right that its route declares.</summary>
[Collection(typeof(RecordedRegistryCollection))]
public sealed class RestDoorTests(RecordedRegistry registry)
{
    private const string Schema = """{"schema":"\"string\""}""";
    private const string Unreadable = """{"schemaType":"COBOL"}""";
    private const string Webhook = """{"url":"nowhere"}""";
    private const string Id = "01890a5d-ac96-774b-bcce-b302099a8057";

    /// <summary>Those that need no right, and ask nothing of the registry.</summary>
    private static readonly string[] Open =
    [
        "GET /", "POST /", "GET /v1/metadata/id", "GET /v1/metadata/version", "GET /v1/metadata/deployment", "GET /schemas/types",
        "GET /health", "GET /ready", "GET /openapi/v1.json", "GET /docs",
    ];

    private static readonly (string Route, string Target, string? Body, string Operations)[] Table =
    [
        ("GET /contexts", "contexts", null, "ListContexts"),
        ("DELETE /contexts/{context}", "contexts/.none", null, "DeleteContext"),
        ("GET /subjects", "subjects", null, "ListSubjects"),
        ("GET /subjects", "subjects?detail=latest", null, "ListSchemas"),
        ("POST /subjects/{subject}", "subjects/none", Schema, "LookUpSchema"),
        ("DELETE /subjects/{subject}", "subjects/none", null, "DeleteSubject"),
        ("GET /subjects/{subject}/metadata", "subjects/none/metadata?key=a&value=b", null, "FindVersion"),
        ("GET /subjects/{subject}/versions", "subjects/none/versions", null, "ListVersions"),
        ("POST /subjects/{subject}/versions", "subjects/new/versions", Schema, "Glance RegisterSchema"),
        ("POST /subjects/{subject}/versions", "subjects/formed/versions?format=resolved", Schema, "RegisterSchema"),
        ("GET /subjects/{subject}/versions/{version}", "subjects/none/versions/1", null, "Glance PeekVersion ReadVersion"),
        ("GET /subjects/{subject}/versions/{version}", "subjects/none/versions/1?deleted=true", null, "ReadVersion"),
        ("DELETE /subjects/{subject}/versions/{version}", "subjects/none/versions/1", null, "DeleteVersion"),
        ("GET /subjects/{subject}/versions/{version}/schema", "subjects/none/versions/1/schema", null, "ReadVersion"),
        ("GET /subjects/{subject}/versions/{version}/referencedby", "subjects/none/versions/1/referencedby", null, "ListReferrers"),
        ("POST /subjects/{subject}/versions/{version}/restore", "subjects/none/versions/1/restore", "{}", "RestoreVersion"),
        ("POST /subjects/{subject}/versions/{version}/tags", "subjects/none/versions/1/tags", "{}", "EditTags"),
        ("GET /schemas", "schemas", null, "ListSchemas"),
        ("GET /schemas", "schemas?aliases=true", null, "ListAliases ListSchemas"),
        ("GET /schemas/ids/{id}", "schemas/ids/77", null, "Glance ReadSchema"),
        ("GET /schemas/ids/{id}", "schemas/ids/77?fetchMaxId=true", null, "ReadSchema"),
        ("GET /schemas/ids/{id}/schema", "schemas/ids/77/schema", null, "ReadSchema"),
        ("GET /schemas/ids/{id}/subjects", "schemas/ids/77/subjects", null, "ReadSchema"),
        ("GET /schemas/ids/{id}/versions", "schemas/ids/77/versions", null, "ReadSchema"),
        ("GET /schemas/guids/{guid}", $"schemas/guids/{Id}", null, "ReadSchemaByGuid"),
        ("GET /schemas/guids/{guid}/ids", $"schemas/guids/{Id}/ids", null, "ListSchemaIds"),
        ("POST /compatibility/subjects/{subject}/versions", "compatibility/subjects/none/versions", Schema, "CheckCompatibility"),
        ("POST /compatibility/subjects/{subject}/versions/{version}", "compatibility/subjects/none/versions/1", Schema, "CheckCompatibility"),
        ("POST /compatibility/subjects/{subject}/versions/{version}", "compatibility/subjects/none/versions/1", Unreadable, "ReadVersion"),
        ("GET /config", "config", null, "ReadSettings"),
        ("PUT /config", "config", """{"compatibility":"NONE"}""", "UpdateConfig"),
        ("DELETE /config", "config", null, "DeleteConfig"),
        ("GET /config/{subject}", "config/none", null, "ReadSettings"),
        ("PUT /config/{subject}", "config/none", """{"compatibility":"NONE"}""", "UpdateConfig"),
        ("DELETE /config/{subject}", "config/none", null, "DeleteConfig"),
        ("GET /mode", "mode", null, "ReadSettings"),
        ("PUT /mode", "mode", """{"mode":"READWRITE"}""", "SetMode"),
        ("DELETE /mode", "mode", null, "DeleteMode"),
        ("GET /mode/{subject}", "mode/none", null, "ReadSettings"),
        ("PUT /mode/{subject}", "mode/none", """{"mode":"READWRITE"}""", "SetMode"),
        ("DELETE /mode/{subject}", "mode/none", null, "DeleteMode"),
        ("GET /changes", "changes", null, "ReadChanges"),
        ("GET /webhooks", "webhooks", null, "ListWebhooks"),
        ("POST /webhooks", "webhooks", Webhook, "AddWebhook"),
        ("GET /webhooks/{id}", $"webhooks/{Id}", null, "ReadWebhook"),
        ("PUT /webhooks/{id}", $"webhooks/{Id}", Webhook, "ReplaceWebhook"),
        ("DELETE /webhooks/{id}", $"webhooks/{Id}", null, "RemoveWebhook"),
        ("GET /webhooks/{id}/dead-letters", $"webhooks/{Id}/dead-letters", null, "ListDeadLetters"),
        ("DELETE /webhooks/{id}/dead-letters", $"webhooks/{Id}/dead-letters", null, "DiscardDeadLetters"),
        ("POST /webhooks/{id}/dead-letters/redeliver", $"webhooks/{Id}/dead-letters/redeliver", "{}", "RedeliverDeadLetters"),
        ("GET /webhooks/{id}/dead-letters/{letter}", $"webhooks/{Id}/dead-letters/x", null, "ReadDeadLetter"),
        ("DELETE /webhooks/{id}/dead-letters/{letter}", $"webhooks/{Id}/dead-letters/x", null, "DiscardDeadLetters"),
        ("POST /webhooks/{id}/dead-letters/{letter}/redeliver", $"webhooks/{Id}/dead-letters/x/redeliver", "{}", "RedeliverDeadLetters"),
    ];

    public static TheoryData<string, string, string?, string> Requests => new(Table);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The endpoints of the gRPC port have no HTTP route of their own making.
    private Dictionary<string, Right> Rights => registry.Routes
        .Where(route => route.Metadata.GetMetadata<GrpcMethodMetadata>() is null && !route.RoutePattern.RawText!.Contains("unimplemented", StringComparison.Ordinal))
        .ToDictionary(NameOf, route => route.Metadata.OfType<Right>().Single());

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_passes_the_door_under_the_right_of_its_route(string route, string target, string? body, string operations)
    {
        registry.Recorder.Take();

        await Send(route, target, body);

        var passed = registry.Recorder.Take();
        Assert.Equal(operations, string.Join(' ', passed.Select(passage => passage.Name)));
        Assert.Equal([Rights[route]], passed.Select(passage => passage.Right).Distinct());
    }

    [Fact]
    public void Every_route_has_a_request_here_but_those_that_need_no_right()
    {
        Assert.Equal(Open.Order(), Rights.Where(route => route.Value == Right.None).Select(route => route.Key).Order());
        Assert.Equal(Table.Select(line => line.Route).Concat(Open).Distinct().Order(), Rights.Keys.Order());
    }

    [Fact]
    public async Task A_stream_of_changes_passes_the_door_before_it_begins_and_when_it_goes_on()
    {
        registry.Recorder.Take();
        using var request = new HttpRequestMessage(HttpMethod.Get, "changes");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await registry.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);

        var passed = new List<string>();
        await Support.Eventually.Be("two operations at the door", TimeSpan.FromSeconds(30), () =>
        {
            passed.AddRange(registry.Recorder.Take().Select(passage => passage.Name));
            return passed.Count > 1;
        });

        Assert.Equal(["ReadChanges", "FollowChanges"], passed);
    }

    [Fact]
    public async Task A_schema_by_id_that_lies_in_memory_passes_the_gate()
    {
        var id = await registry.Register("by-id-over-rest", "ById");
        await OnlyLooks("GET", $"schemas/ids/{id}?subject=by-id-over-rest", null, new Passage(Recorder.Look, Right.ReadSchemas, "by-id-over-rest"));
    }

    [Fact]
    public async Task A_version_that_lies_in_memory_passes_the_gate()
    {
        await registry.Register("latest", "Latest");
        await OnlyLooks("GET", "subjects/latest/versions/latest", null, new Passage(Recorder.Look, Right.ReadSchemas, "latest"));
    }

    [Fact]
    public async Task A_registration_that_was_answered_before_passes_the_gate() => await OnlyLooks(
        "POST", "subjects/known/versions", Schema, new Passage(Recorder.Look, Right.RegisterSchemas, "known"));

    [Theory]
    [InlineData("GET", "schemas/ids/1", null, "Glance ReadSchema")]
    [InlineData("GET", "subjects/refused/versions/1", null, "Glance PeekVersion")]
    [InlineData("POST", "subjects/refused/versions", Schema, "Glance RegisterSchema")]
    public async Task What_the_gate_refuses_goes_the_long_way(string method, string target, string? body, string operations)
    {
        await Send("POST", "subjects/refused/versions", Schema);
        await Send(method, target, body);
        registry.Recorder.Take();
        registry.Recorder.AdmitsLooks = false;

        await Send(method, target, body);

        registry.Recorder.AdmitsLooks = true;
        Assert.Equal(operations, string.Join(' ', registry.Recorder.Take().Select(passage => passage.Name)));
    }

    // What lies in memory is answered from there for as long as it is known to hold, so one request alone may have to ask.
    private Task OnlyLooks(string method, string target, string? body, Passage look) =>
        Support.Eventually.Be($"an answer to {target} from memory", TimeSpan.FromSeconds(30), async () =>
        {
            registry.Recorder.Take();
            await Send(method, target, body);
            return registry.Recorder.Take() is [var passed] && passed == look;
        });

    private async Task Send(string route, string target, string? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(route.Split(' ')[0]), target);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await registry.Client.SendAsync(request, Token);
        Assert.InRange((int)answer.StatusCode, 200, 499);
    }

    private static string NameOf(RouteEndpoint route) =>
        $"{route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {route.RoutePattern.RawText}";
}
