using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Contexts;

/// <summary>The forms in which a name can be written, and where an alias is followed (reference 2.1, 2.4 and 2.5).</summary>
public sealed class NameTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task A_context_needs_no_closing_colon()
    {
        (await Put($"/config/:{Context}", new { compatibility = "FULL" })).IsOk();
        (await Put($"/mode/:{Context}", new { mode = "READONLY" })).IsOk();

        (await Get($"/config/:{Context}:")).IsJson("""{"compatibilityLevel":"FULL"}""");
        (await Get($"/mode/:{Context}:")).IsJson("""{"mode":"READONLY"}""");
        (await Register(Qualified, Avro.Text)).IsError(42205);
    }

    [Fact]
    public async Task A_subject_may_hold_colons_after_its_context()
    {
        (await Register($"{Qualified}:a:b", Avro.Text)).IsOk();

        Assert.Equal($"{Qualified}:a:b", (await Get($"/subjects/{Qualified}:a:b/versions/1")).Member("subject"));
        (await Get($"/subjects?subjectPrefix={Qualified}:a")).IsJson($"""["{Qualified}:a:b"]""");
    }

    [Fact]
    public async Task The_default_context_has_the_settings_of_the_top_level()
    {
        Assert.Equal((await Get("/config")).Text, (await Get("/config/:.:")).IsOk().Text);
        Assert.Equal((await Get("/mode")).Text, (await Get("/mode/:.:")).IsOk().Text);
    }

    [Fact]
    public async Task An_empty_subject_is_the_default_context()
    {
        var id = await IdOf(Subject, Avro.Unique());

        Assert.Equal(Subject, (await Get($"/schemas/ids/{id}?subject=")).Member("subject"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/schema")]
    [InlineData("/subjects")]
    [InlineData("/versions")]
    public async Task Everything_below_an_id_follows_an_alias(string path)
    {
        (await Register(Qualified, Avro.Text)).IsOk();
        (await Put($"/config/{Subject}-alias", new { alias = Qualified })).IsOk();

        Assert.Equal(
            (await Get($"/schemas/ids/1{path}?subject={Qualified}")).IsOk().Text,
            (await Get($"/schemas/ids/1{path}?subject={Subject}-alias")).IsOk().Text);
    }

    [Fact]
    public async Task A_context_that_only_begins_like_a_prefix_is_not_listed()
    {
        (await Register($":{Context}x:{Subject}", Avro.Text)).IsOk();

        (await Get($"/subjects?subjectPrefix=:{Context}")).IsJson("[]");
        (await Get($"/subjects?subjectPrefix=:{Context}x")).IsJson($"""[":{Context}x:{Subject}"]""");
    }
}
