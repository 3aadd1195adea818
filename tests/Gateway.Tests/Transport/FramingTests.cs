using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>Requests whose ends two readers could see at two places are refused (RFC 9112).</summary>
public sealed class FramingTests(SharedRegistry registry) : RestTests(registry.Process)
{
    private const string Schema = """{"schema":"\"string\""}""";

    [Theory]
    [InlineData("FFFFFFFF")]
    [InlineData("7FFFFFFFFFFFFFFFF")]
    [InlineData("zz")]
    [InlineData("-1")]
    [InlineData("")]
    public async Task A_chunk_of_no_possible_size_is_a_bad_request(string size) => await IsBad(
        $"POST /subjects/{Subject}/versions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
        + $"Transfer-Encoding: chunked\r\n\r\n{size}\r\n{Schema}\r\n0\r\n\r\n");

    [Theory]
    [InlineData("+23")]
    [InlineData("-0")]
    [InlineData("0x17")]
    [InlineData("23,23")]
    [InlineData("23 23")]
    [InlineData("99999999999999999999999999")]
    public async Task A_length_that_is_not_digits_alone_is_a_bad_request(string length) => await IsBad(
        $"POST /subjects/{Subject}/versions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {length}\r\n\r\n{Schema}");

    [Fact]
    public async Task A_length_in_digits_is_read() => Assert.Equal(
        200, (await RawHttp.Post(Registry.Port, $"/subjects/{Subject}/versions", Schema, Token, $"00{Schema.Length}")).Status);

    [Theory]
    [InlineData("Content-Length: -1 is not known")]
    [InlineData("\\nContent-Length: +26")]
    public async Task A_schema_may_speak_of_lengths(string doc)
    {
        var schema = $$"""{"type":"record","name":"R","doc":"{{doc}}","fields":[]}""";
        await IdOf(Subject, schema);

        Assert.Equal(schema, (await Get($"/subjects/{Subject}/versions/latest")).IsOk()["schema"].GetString());
    }

    [Theory]
    [InlineData("GET /subjects HTTP/1.1\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /subjects HTTP/1.1\r\nHost: localhost\nConnection: close\r\n\r\n")]
    [InlineData("GET /subjects HTTP/1.1\r\nHost: localhost\r\nConnection: close\n\n")]
    public async Task A_line_that_ends_in_a_line_feed_alone_is_a_bad_request(string request) => await IsBad(request);

    private async Task IsBad(string request)
    {
        var (status, text) = await RawHttp.Send(Registry.Port, request, Token);

        Assert.True(status == 400, text);
    }
}
