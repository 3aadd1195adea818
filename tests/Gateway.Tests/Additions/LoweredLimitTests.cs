using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Additions;

/// <summary>A registry whose limits are lowered after something was stored.</summary>
public sealed class LoweredLimits : OwnRegistry, IAsyncLifetime
{
    public const string Subject = "stored-before";
    public static readonly string Text = Avro.RecordOf(40);
    private readonly Dictionary<string, string> _environment = [];

    protected override IReadOnlyDictionary<string, string> Environment => _environment;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await base.InitializeAsync();
        await Post($"subjects/{Subject}/versions", $$"""{"schema":{{System.Text.Json.JsonSerializer.Serialize(Text)}},"metadata":{"properties":{"k":"{{new string('v', 500)}}"} } }""");
        _environment["MAX_SCHEMA_BYTES"] = _environment["MAX_METADATA_BYTES"] = "300";
        _environment["MAX_NAME_BYTES"] = "16";
        await Restart();
    }

    private async Task Post(string path, string body)
    {
        using var content = new StringContent(body, null, "application/json");
        using var answer = await Process.Client.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }
}

/// <summary>What was stored under higher limits stays as useful as it was.</summary>
[Slow]
public sealed class LoweredLimitTests(LoweredLimits registry) : RestTests(registry.Process), IClassFixture<LoweredLimits>
{
    private const string Version = $"/subjects/{LoweredLimits.Subject}/versions/1";

    [Fact]
    public async Task It_is_read_in_every_form()
    {
        Assert.Equal(LoweredLimits.Text, (await Get(Version)).IsOk()["schema"].GetString());
        (await Get("/schemas/ids/1")).IsOk();
        (await Get("/schemas/ids/1?format=resolved")).IsOk();
        (await Get("/schemas?subjectPrefix=stored")).IsOk();
    }

    [Fact]
    public async Task Shorter_ones_are_compared_with_it() =>
        (await Post($"/compatibility{Version}", Body(Avro.RecordOf(1)))).IsOk();

    [Fact]
    public async Task Nothing_new_is_stored_beyond_the_limits()
    {
        (await Register("new", Avro.RecordOf(41))).IsError(42209);
        (await Register(new string('n', 20), Avro.Text)).IsError(42291);
    }
}
