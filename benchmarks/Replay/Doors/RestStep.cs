using System.IO.Compression;
using System.Text;

namespace SchemaRegistry.Replay.Doors;

/// <summary>A request over REST.</summary>
internal sealed record RestStep(string Method, string Route, string Path) : Step($"{Method} {Route}")
{
    private static readonly string[] ShownHeaders =
    [
        "Content-Type", "Content-Encoding", "Location", "ETag", "Link", "Retry-After", "Allow", "Vary", "Cache-Control",
        "WWW-Authenticate",
    ];

    public string? Body { get; init; }

    public string? ContentType { get; init; } = "application/vnd.schemaregistry.v1+json";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>How many events to read of an answer that has no end; 0 for one that has.</summary>
    public int Events { get; init; }

    public override string Request => string.Join(' ', [Method, Path, .. Headers.Select(header => $"{header.Name}={header.Value}"), Body]);

    public override async Task<Answer> Send(Server server, Memory memory)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), server.Address(memory.Resolve(Path)));
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(memory.Resolve(Body)));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, memory.Resolve(value));
        }

        using var answer = await server.Rest.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var raw = Events == 0 || !answer.IsSuccessStatusCode ? await ReadAll(answer) : await ReadEvents(answer);
        memory.Learn(Operation, raw);
        var body = Normaliser.Text(Operation, raw, memory);
        return new Answer($"{(int)answer.StatusCode}", HeadersOf(answer, memory, isTagTold: body == raw && raw.Length > 0), body);
    }

    private static async Task<string> ReadAll(HttpResponseMessage answer)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (answer.Content.Headers.ContentEncoding.Contains("gzip") && bytes.Length > 0)
        {
            using var plain = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
            return await plain.ReadToEndAsync();
        }

        return Encoding.UTF8.GetString(bytes);
    }

    // What only shows that the connection lives depends on the time that passes.
    private async Task<string> ReadEvents(HttpResponseMessage answer)
    {
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var kept = new StringBuilder();
        for (var read = 0; read < Events && await lines.ReadLineAsync() is { } line;)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) || line.StartsWith("event:", StringComparison.Ordinal))
            {
                kept.Append(line).Append('\n');
                read += line[0] == 'd' ? 1 : 0;
            }
        }

        return kept.ToString();
    }

    private static string HeadersOf(HttpResponseMessage answer, Memory memory, bool isTagTold)
    {
        var shown = new List<string>();
        foreach (var name in ShownHeaders)
        {
            if (!answer.Headers.NonValidated.TryGetValues(name, out var values)
                && !answer.Content.Headers.NonValidated.TryGetValues(name, out values))
            {
                continue;
            }

            var value = string.Join(", ", values);
            if (name == "ETag")
            {
                memory.LearnTag(value);
                value = isTagTold ? value : Normaliser.Tag;
            }

            shown.Add($"{name}: {value}");
        }

        return string.Join("; ", shown);
    }
}
