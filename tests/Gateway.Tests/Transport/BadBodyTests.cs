using System.Text;
using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>Bodies that are wrong get the protocol's error and store nothing (reference 1.2 and 1.3).</summary>
public sealed class BadBodyTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Theory]
    [InlineData("{")]
    [InlineData("{\"schema\":\"\\\"string\\\"\"")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("17")]
    [InlineData("true")]
    [InlineData("nonsense")]
    [InlineData("{\"schema\":\"\\\"string\\\"\"}}")]
    [InlineData("{\"schema\":{\"type\":\"string\"}}")]
    [InlineData("{\"schema\":[\"string\"]}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"references\":{}}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"references\":\"x\"}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"references\":[1]}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"version\":\"x\"}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"version\":[]}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"version\":99999999999}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"id\":{}}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"id\":1.5}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"version\":\"\"}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"metadata\":[]}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"metadata\":{\"properties\":[]}}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"metadata\":{\"properties\":{\"k\":{}}}}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"metadata\":{\"tags\":{\"k\":\"v\"}}}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"metadata\":{\"sensitive\":\"k\"}}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"ruleSet\":[]}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"ruleSet\":{\"domainRules\":{}}}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"ruleSet\":{\"domainRules\":[{\"name\":\"a\",\"type\":\"T\",\"kind\":\"FROB\"}]}}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"ruleSet\":{\"domainRules\":[{\"name\":\"a\",\"type\":\"T\",\"mode\":\"FROB\"}]}}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"ruleSet\":{\"enableAt\":\"FROB\"}}")]
    [InlineData("{\"schema\":\"\\ud800\"}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"metadata\":{\"properties\":{\"\\ud800\":\"v\"}}}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"metadata\":{\"properties\":{\"k\":\"\\udc00\"}}}")]
    [InlineData("{\"\\ud800\":1,\"schema\":\"\\\"string\\\"\"}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"schemaTagsToAdd\":{}}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"schemaTagsToAdd\":[1]}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"propagateSchemaTags\":{}}")]
    public async Task A_body_that_is_no_request_is_a_bad_request(string body)
    {
        (await Post($"/subjects/{Subject}/versions", body)).IsError(400);

        (await Get($"/subjects/{Subject}/versions?deleted=true")).IsError(40401);
    }

    [Theory]
    [InlineData("/subjects/{0}/versions", "POST", "register.request")]
    [InlineData("/subjects/{0}", "POST", "lookUpSchemaUnderSubject.request")]
    [InlineData("/compatibility/subjects/{0}/versions/1", "POST", "testCompatibilityBySubjectName.request")]
    [InlineData("/compatibility/subjects/{0}/versions", "POST", "testCompatibilityForSubject.request")]
    [InlineData("/config", "PUT", "updateTopLevelConfig.request")]
    [InlineData("/config/{0}", "PUT", "updateSubjectLevelConfig.request")]
    [InlineData("/mode", "PUT", "updateTopLevelMode.request")]
    [InlineData("/mode/{0}", "PUT", "updateMode.request")]
    [InlineData("/subjects/{0}/versions/1/tags", "POST", "modifyTags.tagSchemaRequest")]
    public async Task A_missing_body_is_named(string path, string method, string argument)
    {
        foreach (var body in new[] { "", " \n", "null" })
        {
            (await Send(new HttpMethod(method), string.Format(null, path, Subject), body))
                .IsError(422, $"{argument} must not be null (was null)");
        }
    }

    [Theory]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"frob\":{\"any\":[1,2,{}]},\"zz\":null}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"schemaType\":null,\"references\":null,\"metadata\":null,\"ruleSet\":null,\"version\":null,\"id\":null}")]
    [InlineData("{\"schema\":\"\\\"string\\\"\",\"schemaType\":\"\",\"references\":[]}")]
    [InlineData("\n{\"schema\":\"\\\"string\\\"\"}\n")]
    public async Task Unknown_members_and_nulls_are_ignored(string body) => (await Post($"/subjects/{Subject}/versions", body)).IsOk();

    [Fact]
    public async Task A_byte_order_mark_before_a_body_is_passed_over() =>
        (await Post($"/subjects/{Subject}/versions", "\uFEFF{\"schema\":\"\\\"string\\\"\"}")).IsOk();

    [Fact]
    public async Task Invalid_utf8_is_a_bad_request()
    {
        byte[] body = [.. "{\"schema\":\"\\\"str"u8, 0xFF, 0xFE, .. "ing\\\"\"}"u8];

        (await Post($"/subjects/{Subject}/versions", body)).IsError(400);
    }

    [Fact]
    public async Task A_body_two_thousand_levels_deep_is_a_bad_request() =>
        (await Post($"/subjects/{Subject}/versions", $"{{\"schema\":{new string('[', 2_000)}{new string(']', 2_000)}}}")).IsError(400);

    [Fact]
    public async Task An_ignored_member_two_thousand_levels_deep_is_a_bad_request() =>
        (await Post($"/subjects/{Subject}/versions", $"{{\"x\":{new string('[', 2_000)}{new string(']', 2_000)},\"schema\":\"\\\"int\\\"\"}}"))
            .IsError(400);

    [Theory]
    [InlineData(2_000)]
    [InlineData(10_000)]
    public async Task A_schema_thousands_of_levels_deep_is_invalid(int depth)
    {
        var schema = string.Concat(Enumerable.Repeat("{\"type\":\"array\",\"items\":", depth)) + "\"int\"" + new string('}', depth);

        (await Register(Subject, schema)).IsError(42201);
    }

    [Fact]
    public async Task A_schema_of_nine_megabytes_is_too_large()
    {
        var schema = $$"""{"type":"record","name":"R","doc":"{{new string('x', 9 << 20)}}","fields":[]}""";
        (await Register(Subject, schema)).IsError(42209, "Register operation failed because schema is too large");

        (await Get($"/subjects/{Subject}/versions")).IsError(40401);
    }

    [Fact]
    public async Task A_lookup_of_a_schema_of_five_megabytes_finds_nothing()
    {
        await RegisterVersions(Subject, 1);
        var schema = $$"""{"type":"record","name":"R","doc":"{{new string('x', 5 << 20)}}","fields":[]}""";

        var reply = await Post($"/subjects/{Subject}", Body(schema));

        Assert.Contains(reply.Status, new[] { 404, 422 });
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_too_large()
    {
        var reply = await Post($"/subjects/{Subject}/versions", Body(new string('x', 21 << 20)));

        reply.IsError(413);
    }

    [Fact]
    public async Task A_chunked_body_beyond_the_limit_is_too_large()
    {
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(new string(' ', 21 << 20))));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Registry.BaseAddress, $"/subjects/{Subject}/versions"))
        {
            Content = content,
            Headers = { TransferEncodingChunked = true },
        };
        using var answer = await Registry.Client.SendAsync(request, Token);

        Assert.Equal(413, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_surrogate_half_inside_a_schema_text_is_no_fault()
    {
        var reply = await Post(
            $"/subjects/{Subject}/versions", """{"schema":"{\"type\":\"record\",\"name\":\"R\",\"doc\":\"\\ud800\",\"fields\":[]}"}""");

        Assert.Contains(reply.Status, new[] { 200, 422 });
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("1, 2")]
    public async Task A_content_length_that_is_no_number_is_a_bad_request(string contentLength)
    {
        var (status, _) = await RawHttp.Post(Registry.Port, $"/subjects/{Subject}/versions", "{}", Token, contentLength);

        Assert.Equal(400, status);
    }

    [Fact]
    public async Task A_content_length_shorter_than_the_body_cuts_the_body_off()
    {
        var (status, text) = await RawHttp.Post(Registry.Port, $"/subjects/{Subject}/versions", """{"schema":"\"int\""}""", Token, "10");

        Assert.True(status == 400, text);
    }

    [Fact]
    [Slow]
    public async Task A_body_that_never_comes_ends_in_a_timeout()
    {
        var (status, text) = await RawHttp.Post(Registry.Port, $"/subjects/{Subject}/versions", "{\"sch", Token, "500");

        Assert.True(status == 408, text);
    }
}
