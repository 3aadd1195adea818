using System.Text.Json;
using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>How paths and queries are read (reference 1.1).</summary>
public sealed class PathTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Theory]
    [InlineData("/subjects/")]
    [InlineData("/schemas/types/")]
    [InlineData("/config/")]
    [InlineData("/contexts/")]
    public async Task A_trailing_slash_is_ignored(string path) => (await Get(path)).IsOk();

    [Fact]
    public async Task A_trailing_slash_is_ignored_when_writing() =>
        (await Post($"/subjects/{Subject}/versions/", Body(Avro.Text))).IsOk();

    [Theory]
    [InlineData("%2F", "/")]
    [InlineData("%252F", "%2F")]
    [InlineData("%25", "%")]
    [InlineData("%20", " ")]
    [InlineData("+", "+")]
    [InlineData("%2B", "+")]
    [InlineData(":", ":")]
    [InlineData("%3A", ":")]
    [InlineData("%3F", "?")]
    [InlineData("%23", "#")]
    [InlineData("%26x=y", "&x=y")]
    [InlineData("%C3%A9", "é")]
    [InlineData("%E2%82%AC%F0%9F%98%80", "€😀")]
    [InlineData("%5C%22%27", "\\\"'")]
    [InlineData("@!$'()*,;=~._-", "@!$'()*,;=~._-")]
    [InlineData("%3Cscript%3E", "<script>")]
    public async Task A_subject_is_decoded_once(string written, string read)
    {
        (await Register($"{Subject}{written}", Avro.Text)).IsOk();

        Assert.Equal($"{Subject}{read}", (await Get($"/subjects/{Subject}{written}/versions/1")).Member("subject"));
    }

    [Fact]
    public async Task An_encoded_slash_and_an_encoded_percent_are_two_subjects()
    {
        (await Register($"{Subject}%2Fx", Avro.Text)).IsOk();
        (await Register($"{Subject}%252Fx", Avro.Text)).IsOk();

        Assert.Equal([$"{Subject}%2Fx", $"{Subject}/x"], (await Get($"/subjects?subjectPrefix={Subject}")).Names);
    }

    [Theory]
    [InlineData("%20")]
    [InlineData("subjects")]
    [InlineData("versions")]
    [InlineData("%2E%2E%2F..")]
    [InlineData("*")]
    public async Task An_odd_name_is_a_name(string subject)
    {
        (await Register($":{Context}:{subject}", Avro.Text)).IsOk();

        (await Get($"/subjects/:{Context}:{subject}/versions/latest/schema")).IsOk();
    }

    [Fact]
    public async Task A_subject_of_one_space_lives_in_the_default_context_too()
    {
        (await Register("%20", Avro.Text)).IsOk();

        (await Get("/subjects/%20/versions")).IsJson("[1]");
    }

    [Fact]
    public async Task A_space_in_the_query_may_be_a_plus_or_an_escape()
    {
        (await Register($"{Subject}%20x", Avro.Text)).IsOk();

        Assert.Equal(
            (await Get($"/subjects?subjectPrefix={Subject}+x")).Text, (await Get($"/subjects?subjectPrefix={Subject}%20x")).Text);
    }

    [Fact]
    public async Task A_context_without_a_name_in_it_is_a_subject()
    {
        (await Register($":{Context}:", Avro.Text)).IsOk();

        Assert.Equal($":{Context}:", (await Get($"/subjects/:{Context}:/versions/1")).Member("subject"));
    }

    [Fact]
    public async Task The_default_context_spelt_out_is_left_out()
    {
        (await Register($":.:{Subject}", Avro.Text)).IsOk();

        Assert.Equal(Subject, (await Get($"/subjects/{Subject}/versions/1")).Member("subject"));
    }

    [Theory]
    [InlineData("/subjects/%FF%FE/versions")]
    [InlineData("/subjects/%C3/versions")]
    [InlineData("/subjects/%zz/versions")]
    [InlineData("/subjects/%2/versions")]
    public async Task A_broken_escape_is_a_bad_request(string target)
    {
        var (status, text) = await RawHttp.Get(Registry.Port, target, Token);

        Assert.True(status == 400, text);
        Assert.Contains("\"error_code\":400", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_as_long_as_the_limit_is_a_name()
    {
        // With the dot of its context.
        var subject = Subject + new string('x', 2_047 - Subject.Length);
        (await Register(subject, Avro.Text)).IsOk();

        (await Get($"/subjects/{subject}/versions")).IsJson("[1]");
    }

    [Fact]
    public async Task A_target_beyond_the_limit_is_too_long()
    {
        var (status, text) = await RawHttp.Get(Registry.Port, $"/subjects/{new string('x', 40_000)}/versions", Token);

        Assert.Equal(414, status);
        Assert.Contains("{\"error_code\":414,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_absolute_form_of_a_target_is_read()
    {
        var (status, text) = await RawHttp.Get(Registry.Port, "http://localhost/schemas/types", Token);

        Assert.True(status == 200, text);
    }

    [Fact]
    public async Task An_empty_segment_names_nothing()
    {
        var (status, _) = await RawHttp.Get(Registry.Port, "/subjects//versions", Token);

        Assert.Equal(404, status);
    }

    [Theory]
    [InlineData("/schemas/ids/abc")]
    [InlineData("/schemas/ids/99999999999")]
    [InlineData("/schemas/ids/1.5")]
    [InlineData("/schemas/ids/abc/schema")]
    [InlineData("/schemas/ids/abc/subjects")]
    [InlineData("/schemas/ids/abc/versions")]
    [InlineData("/subjects?limit=x")]
    [InlineData("/subjects?offset=x")]
    [InlineData("/schemas?limit=x")]
    [InlineData("/contexts?offset=1.5")]
    public async Task What_must_be_an_integer_and_is_not_is_not_found(string path) => (await Get(path)).IsError(404, "HTTP 404 Not Found");

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("True", true)]
    [InlineData("1", false)]
    [InlineData("yes", false)]
    [InlineData("", false)]
    [InlineData("false", false)]
    public async Task A_flag_is_on_only_when_it_says_true(string value, bool isOn)
    {
        await RegisterVersions(Subject, 1);
        (await Delete($"/subjects/{Subject}")).IsOk();

        (await Get($"/subjects/{Subject}/versions?deleted={value}")).Is(isOn ? 200 : 404);
    }

    [Fact]
    public async Task Unknown_query_parameters_are_ignored() => (await Get("/subjects?frob=1&frob&=&&%zz=%zz")).IsOk();

    [Theory]
    [InlineData("/")]
    [InlineData("/?x=y")]
    public async Task The_root_is_an_empty_object(string path) => (await Get(path)).IsJson("{}");

    [Fact]
    public async Task The_root_takes_any_post() => (await Post("/", new { any = "thing" })).IsJson("{}");

    [Fact]
    public async Task A_subject_name_is_written_as_plain_json()
    {
        (await Register($"{Subject}%22%5C%C3%A9", Avro.Text)).IsOk();

        Assert.Contains(JsonEncodedText.Encode($"{Subject}\"\\é", System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
            (await Get($"/subjects?subjectPrefix={Subject}")).Text, StringComparison.Ordinal);
    }
}
