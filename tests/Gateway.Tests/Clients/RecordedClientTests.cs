using System.Globalization;
using System.Text;
using System.Text.Json;
using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Clients;

/// <summary>
/// The requests of the Java, Python and Go libraries (reference 15) as these write them, in the order a producer and a consumer
/// send them.
/// </summary>
public sealed class RecordedClientTests(SharedRegistry registry) : RestTests(registry.Process)
{
    public static TheoryData<string> Clients => ["java.json", "python.json", "go.json"];

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task The_requests_of_a_client_are_answered_as_it_expects(string recording)
    {
        var known = new Dictionary<string, string> { ["subject"] = Subject + ":v+1", ["escaped"] = Subject + "%2Fx%20y" };
        foreach (var exchange in Read(recording))
        {
            var (status, body) = await Replay(exchange, known);

            Assert.True(status == exchange.Status, $"{exchange}\nanswered {status}: {body}");
            foreach (var (member, expected) in exchange.Reads ?? [])
            {
                Check(exchange, body, member, expected);
            }

            Remember(known, body);
        }
    }

    private static RecordedExchange[] Read(string recording) => JsonSerializer.Deserialize<RecordedExchange[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Clients", "Recordings", recording)))!;

    private static void Check(RecordedExchange exchange, string body, string member, JsonElement expected)
    {
        using var answer = JsonDocument.Parse(body);
        Assert.True(answer.RootElement.TryGetProperty(member, out var found), $"{exchange}\nhas no {member}: {body}");
        if (expected.ValueKind != JsonValueKind.Null)
        {
            Assert.True(JsonElement.DeepEquals(expected, found), $"{exchange}\nhas {member} {found} and not {expected}");
        }
    }

    private static void Remember(Dictionary<string, string> known, string body)
    {
        if (!body.StartsWith('{'))
        {
            return;
        }

        using var answer = JsonDocument.Parse(body);
        foreach (var name in new[] { "id", "guid" })
        {
            if (answer.RootElement.TryGetProperty(name, out var value))
            {
                known[name] = value.ToString();
            }
        }
    }

    private async Task<(int Status, string Body)> Replay(RecordedExchange exchange, Dictionary<string, string> known)
    {
        var body = exchange.Body is { ValueKind: not JsonValueKind.Null } json ? json.GetRawText() : "";
        var request = new StringBuilder(Fill(exchange.Send, known)).Append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        foreach (var (name, value) in exchange.Headers)
        {
            request.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        request.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        var (status, text) = await RawHttp.Send(Registry.Port, request.ToString(), Token);
        return (status, text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
    }

    private static string Fill(string target, Dictionary<string, string> known) =>
        known.Aggregate(target, (filled, pair) => filled.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));
}
