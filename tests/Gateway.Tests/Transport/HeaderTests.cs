using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>Request ids and compression (reference 1.1).</summary>
public sealed partial class HeaderTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task A_request_id_comes_back() =>
        Assert.Equal("abc-1", (await Get("/subjects", ("X-Request-ID", "abc-1"))).Header("X-Request-ID"));

    [Fact]
    public async Task A_request_without_an_id_is_given_one() =>
        Assert.Matches(Uuid4(), (await Get("/subjects")).Header("X-Request-ID")!);

    [Fact]
    public async Task Errors_bear_the_request_id_too() =>
        Assert.Equal("abc-2", (await Get("/nothing", ("X-Request-ID", "abc-2"))).Header("X-Request-ID"));

    [Fact]
    public async Task A_request_id_that_no_header_may_hold_is_replaced()
    {
        var (status, text) = await RawHttp.Get(Registry.Port, "/schemas/types", Token, "X-Request-ID: é\r\n");

        Assert.True(status == 200, text);
    }

    [Fact]
    public async Task Headers_of_other_servers_are_ignored() => (await Get(
        "/subjects",
        ("X-Forward", "true"),
        ("Confluent-Accept-Unknown-Properties", "true"),
        ("Confluent-Client-Version", "java/8.2.0"),
        ("target-sr-cluster", "lsrc-1"),
        ("Confluent-Identity-Pool-Id", "pool-1"),
        ("Authorization", "Basic dXNlcjpwYXNz"))).IsOk();

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("gzip, deflate", true)]
    [InlineData("deflate, gzip;q=0.5", true)]
    [InlineData("*", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("gzip; q=0.0, identity", false)]
    [InlineData("identity", false)]
    [InlineData("br", false)]
    public async Task A_large_answer_is_compressed_when_that_is_accepted(string accepted, bool isCompressed)
    {
        (await Register(Subject, Avro.RecordOf(60))).IsOk();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Registry.BaseAddress, $"/subjects/{Subject}/versions/1"));
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var answer = await Registry.Client.SendAsync(request, Token);

        Assert.Equal(isCompressed ? "gzip" : null, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains(answer.Headers.Vary, name => name == "Accept-Encoding");
    }

    [Fact]
    public async Task A_compressed_list_unpacks_to_the_list()
    {
        (await Register(Subject, Avro.Text)).IsOk();
        using var handler = new HttpClientHandler { AutomaticDecompression = System.Net.DecompressionMethods.GZip };
        using var client = new HttpClient(handler) { BaseAddress = Registry.BaseAddress };
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));

        Assert.Contains($"\"{Subject}\"", await client.GetStringAsync(new Uri("subjects", UriKind.Relative), Token), StringComparison.Ordinal);
    }

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    private static partial Regex Uuid4();
}
