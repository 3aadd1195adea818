using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Schemas;

/// <summary>The list of schemas (reference 4.3).</summary>
public sealed class SchemaListTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Theory]
    [InlineData("", "a1 a2 b1")]
    [InlineData("&latestOnly=true", "a2 b1")]
    [InlineData("&deleted=true", "a1 a2 a3 b1 c1")]
    [InlineData("&deleted=true&latestOnly=true", "a3 b1 c1")]
    [InlineData("&offset=1&limit=1", "a2")]
    [InlineData("&limit=0", "a1 a2 b1")]
    [InlineData("&limit=5000", "a1 a2 b1")]
    public async Task Schemas_are_listed_by_subject_and_version(string query, string listed)
    {
        await RegisterVersions($":{Context}:a", 3);
        await RegisterVersions($":{Context}:b", 1);
        await RegisterVersions($":{Context}:c", 1);
        (await Delete($"/subjects/:{Context}:a/versions/3")).IsOk();
        (await Delete($"/subjects/:{Context}:c")).IsOk();

        Assert.Equal(listed, await Listed($":{Context}:", query));
    }

    [Fact]
    public async Task Each_shows_what_a_version_shows()
    {
        await RegisterVersions(Qualified, 1);

        Assert.Equal((await Get($"/subjects/{Qualified}/versions/1")).Text, (await Get($"/schemas?subjectPrefix={Qualified}"))[0].GetRawText());
    }

    [Fact]
    public async Task Without_a_prefix_the_default_context_is_listed()
    {
        (await Register(Qualified, Avro.Text)).IsOk();
        var reply = await Get("/schemas");

        Assert.DoesNotContain(Context, reply.IsOk().Text, StringComparison.Ordinal);
        Assert.Contains(Context, (await Get($"/schemas?subjectPrefix=:*:{Subject}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_type_of_a_rule_narrows_the_latest()
    {
        await RegisterWithRule("a", "CEL");
        await RegisterWithRule("b", "ENCRYPT");
        (await Register($":{Context}:c", Avro.Text)).IsOk();

        Assert.Equal("a1", await Listed($":{Context}:", "&ruleType=CEL"));
        Assert.Equal("", await Listed($":{Context}:", "&ruleType=FROB"));
    }

    [Fact]
    public async Task A_rule_counts_after_the_latest_versions_are_chosen()
    {
        await RegisterWithRule("a", "CEL");
        (await Post($"/subjects/:{Context}:a/versions", new { schema = Avro.Text, ruleSet = new { } })).IsOk();

        Assert.Equal("a1", await Listed($":{Context}:", "&ruleType=CEL"));
        Assert.Equal("", await Listed($":{Context}:", "&ruleType=CEL&latestOnly=true"));
    }

    [Fact]
    public async Task Aliases_are_shown_and_reach_their_subject()
    {
        await RegisterVersions($":{Context}:a", 1);
        await RegisterVersions($":{Context}:m", 2);
        await RegisterVersions($":{Context}:z", 1);
        (await Put($"/config/:{Context}:zz", new { alias = "m" })).IsOk();

        Assert.Equal("z1", await Listed($":{Context}:z", ""));
        Assert.Equal("m1 m2 z1", await Listed($":{Context}:z", "&aliases=true"));
        var reply = await Get($"/schemas?subjectPrefix=:{Context}:&aliases=true");
        Assert.Equal(4, reply.Json.GetArrayLength());
        Assert.Equal($":{Context}:zz", reply[1].GetProperty("aliases")[0].GetString());
        Assert.False(reply[0].TryGetProperty("aliases", out _));
    }

    [Fact]
    public async Task Parameters_of_associations_are_ignored() =>
        (await Get("/schemas?resourceType=topic&associationType=value&lifecycle=NONE&lifecycle=FROB&limit=1")).IsOk();

    private async Task<string> Listed(string prefix, string query) => string.Join(' ', (await Get($"/schemas?subjectPrefix={prefix}{query}"))
        .IsOk().Json.EnumerateArray()
        .Select(item => item.GetProperty("subject").GetString()!.Split(':')[^1] + item.GetProperty("version").GetInt32()));

    private async Task RegisterWithRule(string subject, string type) => (await Post(
        $"/subjects/:{Context}:{subject}/versions",
        new { schema = Avro.Text, ruleSet = new { domainRules = new[] { new { name = "r", type } } } })).IsOk();
}
