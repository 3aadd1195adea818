using System.Globalization;
using System.Text.Json;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Telemetry;

[Slow]
public sealed class LogTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_line_bears_its_time()
    {
        var lines = await Lines("text", line => line.Contains("SchemaRegistry.Grains.Changes.ChangeSequencer[", StringComparison.Ordinal));

        Assert.All(lines, line => AssertJust(line[..line.IndexOf(' ', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_line_of_JSON_bears_its_time()
    {
        var lines = await Lines("json", line => line.StartsWith('{'));

        Assert.All(lines, line => AssertJust(JsonDocument.Parse(line).RootElement.GetProperty("Timestamp").GetString()!));
    }

    [Fact]
    public async Task A_start_says_in_our_words_where_everything_is_and_warns_of_nothing()
    {
        using var folder = new TempFolder();
        await using var process = await RegistryProcess.Start(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        await Eventually.Be("the last line of the start", Deadline, () => process.Output.Contains("\nClustering ", StringComparison.Ordinal));

        Assert.All(process.Output.Split('\n'), line => Assert.Matches(@"^(REST|gRPC|Metrics|Data|Clustering) |Z info: SchemaRegistry\.", line));
    }

    [Fact]
    public async Task All_that_is_written_is_JSON_where_it_is_asked_for()
    {
        using var folder = new TempFolder();
        await using var process = await RegistryProcess.Start(
            folder.Path, new Dictionary<string, string> { ["LOG_FORMAT"] = "json" }, TestContext.Current.CancellationToken);
        await Eventually.Be("the last line of the start", Deadline, () => process.Output.Contains("Clustering", StringComparison.Ordinal));

        var messages = process.Output.Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("Message").GetString());
        Assert.Contains($"REST: http://127.0.0.1:{process.Port.ToString(CultureInfo.InvariantCulture)}", messages);
    }

    [Fact]
    public async Task Messages_that_cannot_be_read_leave_no_fault_in_the_log()
    {
        using var folder = new TempFolder();
        await using var process = await RegistryProcess.Start(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        using var client = new HttpClient { DefaultRequestVersion = new Version(2, 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        foreach (var method in new[] { "schemaregistry.v1.SchemaRegistry/Register", "schemaregistry.v1.SchemaRegistry/LookupStream", "grpc.health.v1.Health/Check" })
        {
            foreach (var frame in new byte[][] { [0, 0, 0, 0, 1, 0xff], [9, 0, 0, 0, 1, 1], [1, 0, 0, 0, 1, 1], [0, 0xff, 0xff, 0xff, 0xff, 1], [0, 0], [] })
            {
                using var content = new ByteArrayContent(frame) { Headers = { ContentType = new("application/grpc") } };
                using var answer = await client.PostAsync(new Uri(process.GrpcAddress, method), content, TestContext.Current.CancellationToken);
            }
        }

        await process.Terminate();

        Assert.All(process.Output.Split('\n'), line => Assert.Matches(@"^(REST|gRPC|Metrics|Data|Clustering) |Z info: SchemaRegistry\.", line));
    }

    // Who numbers the change log says so once it has begun.
    private static async Task<IReadOnlyList<string>> Lines(string format, Predicate<string> isLog)
    {
        using var folder = new TempFolder();
        await using var process = await RegistryProcess.Start(folder.Path, new Dictionary<string, string> { ["LOG_FORMAT"] = format });
        List<string> Found() => [.. process.Output.Split('\n').Where(line => isLog(line))];
        await Eventually.Be("a line of log", Deadline, () => Found().Count > 0);
        return Found();
    }

    private static void AssertJust(string time) => Assert.InRange(
        DateTimeOffset.ParseExact(time, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        TimeProvider.System.GetUtcNow().AddMinutes(-5),
        TimeProvider.System.GetUtcNow());
}
