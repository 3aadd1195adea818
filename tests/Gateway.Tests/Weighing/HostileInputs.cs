using System.Net.Sockets;
using System.Text;
using SchemaRegistry.Gateway.Tests.Http;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Weighing;

/// <summary>What has once stopped the process, or could: each a few requests at once. None of it may be answered with a 500.</summary>
internal sealed class HostileInputs(
    Func<HttpMethod, string, object?, Task<Reply>> send, RegistryProcess registry, string prefix, int seed, CancellationToken cancelled)
{
    private const int Levels = 24;
    private const int LargeText = 1_000_000;
    private const int Huge = 9_900_000;
    private readonly Random _random = new(seed);
    private int _largeId;

    /// <summary>Answers that no caller may get, by the input.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>What the inputs build on.</summary>
    public async Task Prepare()
    {
        await Register($"{prefix}-{Levels}", new { schemaType = "JSON", schema = """{"type":"string"}""" });
        for (var level = Levels - 1; level > 0; level--)
        {
            await Register($"{prefix}-{level}", Diamond(level + 1));
        }

        var text = $$"""{"type":"record","name":"L{{prefix.Replace('-', '_')}}","doc":"{{new string('d', LargeText)}}","fields":[]}""";
        _largeId = (await Register($"{prefix}-large", new { schema = text }))["id"].GetInt32();
    }

    public Task Next() => _random.Next(8) switch
    {
        0 => AtOnce("diamonds", 8, i => Post($"/subjects/{prefix}-top{i}-{_random.Next()}/versions", Diamond(1))),
        1 => AtOnce("unknown names", 100, i => Get($"/subjects/{new string('n', 2_000)}{_random.Next()}/versions/latest")),
        2 => AtOnce("metadata", 8, _ => Post($"/subjects/{prefix}/versions", new { schema = "\"int\"", metadata = new { properties = new { k = new string('v', Huge) } } })),
        3 => AtOnce("references", 2, _ => Post($"/subjects/{prefix}/versions", new
        {
            schema = "\"int\"",
            references = Enumerable.Repeat(new SchemaRef("r", "s", 1), 150_000),
        })),
        4 => AtOnce("wide", 3, i => Post($"/subjects/{prefix}-wide{i}-{_random.Next()}/versions", new { schemaType = "JSON", schema = Wide() })),
        5 => AtOnce("config", 4, _ => send(HttpMethod.Put, $"/config/{prefix}", new { compatibilityGroup = new string('g', Huge) })),
        6 => LeaveUnread(),
        _ => LeaveBatchesUnread(),
    };

    private static string Wide() =>
        "{\"properties\":{" + string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"\"p{i}\":{{}}")) + "}}";

    private object Diamond(int below) => new
    {
        schemaType = "JSON",
        schema = $$"""{"allOf":[{"$ref":"l{{below}}"},{"$ref":"l{{below}}"}]}""",
        references = new[] { new SchemaRef($"l{below}", $"{prefix}-{below}", 1) },
    };

    private async Task AtOnce(string name, int count, Func<int, Task<Reply>> ask)
    {
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, count).Select(ask)))
        {
            if (answer.Status >= 500 && answer.Status != 503)
            {
                Wrong.Add($"{name}: {answer.Status} {answer.Text}");
            }
        }
    }

    // Ten callers ask for a large version and read nothing.
    private async Task LeaveUnread()
    {
        var readers = Enumerable.Range(0, 10).Select(_ => new TcpClient { ReceiveBufferSize = 4_096 }).ToList();
        try
        {
            foreach (var reader in readers)
            {
                await reader.ConnectAsync("127.0.0.1", registry.Port, cancelled);
                await reader.GetStream().WriteAsync(
                    Encoding.UTF8.GetBytes($"GET /subjects/{prefix}-large/versions/latest HTTP/1.1\r\nHost: localhost\r\n\r\n"), cancelled);
            }

            await Get("/subjects?subjectPrefix=none");
        }
        finally
        {
            readers.ForEach(reader => reader.Dispose());
        }
    }

    private async Task LeaveBatchesUnread()
    {
        var batch = new BatchGetSchemasRequest();
        batch.Requests.Add(Enumerable.Repeat(new GetSchemaRequest { Id = new SchemaId { Id = _largeId } }, 8));
        using var own = new HttpClient(new SocketsHttpHandler { EnableMultipleHttp2Connections = false });
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var calls = Enumerable.Range(0, 20).Select(_ => UnreadBatch.Send(own, registry.GrpcAddress, batch, gone.Token)).ToArray();
        await Get("/subjects?subjectPrefix=none");
        await gone.CancelAsync();
        await Task.WhenAll(calls);
    }

    private async Task<Reply> Register(string subject, object body)
    {
        var answer = await Post($"/subjects/{subject}/versions", body);
        answer.IsOk();
        return answer;
    }

    private Task<Reply> Get(string path) => send(HttpMethod.Get, path, null);

    private Task<Reply> Post(string path, object body) => send(HttpMethod.Post, path, body);
}
