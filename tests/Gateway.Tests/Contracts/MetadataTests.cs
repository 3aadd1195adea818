using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Contracts;

/// <summary>Metadata of versions (reference 3.1, 6.2 to 6.4).</summary>
public sealed class MetadataTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task Metadata_comes_back_with_the_version_and_the_id()
    {
        const string Metadata = """{"tags":{"R.f1":["A","B"]},"properties":{"owner":"x","tier":"1"},"sensitive":["owner"]}""";
        var reply = (await Post($"/subjects/{Subject}/versions", $$"""{"schema":"\"string\"","metadata":{{Metadata}} }""")).IsOk();

        Assert.Equal(Metadata, reply.Member("metadata"));
        Assert.Equal(Metadata, (await Get($"/subjects/{Subject}/versions/1")).Member("metadata"));
        Assert.Equal(Metadata, (await Get($"/schemas/ids/{reply.Member("id")}")).Member("metadata"));
    }

    [Fact]
    public async Task Metadata_is_part_of_the_identity()
    {
        var first = await Owned("a");
        var second = await Owned("b");

        Assert.NotEqual(first["id"].GetInt32(), second["id"].GetInt32());
        Assert.Equal((1, 2), (first["version"].GetInt32(), second["version"].GetInt32()));
        Assert.Equal(1, (await Owned("a"))["version"].GetInt32());
    }

    [Fact]
    public async Task A_text_without_metadata_is_the_latest_version_that_has_it()
    {
        await Owned("a");

        Assert.Equal(1, (await Register(Subject, Avro.Text))["version"].GetInt32());
    }

    [Fact]
    public async Task A_new_text_inherits_the_metadata_of_the_version_before()
    {
        (await Post($"/subjects/{Subject}/versions", new { schema = Avro.RecordOf(1), metadata = new { properties = new { owner = "a" } } })).IsOk();

        Assert.Equal("""{"properties":{"owner":"a"}}""", (await Register(Subject, Avro.RecordOf(2))).Member("metadata"));
    }

    [Fact]
    public async Task Empty_metadata_takes_the_place_of_what_was_there()
    {
        await Owned("a");
        var reply = (await Post($"/subjects/{Subject}/versions", """{"schema":"\"string\"","metadata":{}}""")).IsOk();

        Assert.Equal(("2", "{}"), (reply.Member("version"), reply.Member("metadata")));
    }

    [Fact]
    public async Task Defaults_and_overrides_of_the_configuration_are_merged_in()
    {
        (await Put(
            $"/config/{Subject}",
            """
            {"defaultMetadata":{"properties":{"owner":"default","tier":"default"},"tags":{"p":["D"]},"sensitive":["a"]},
             "overrideMetadata":{"properties":{"zone":"override","owner":"override"},"tags":{"q":["O"]},"sensitive":["b"]}}
            """)).IsOk();
        var reply = await Post(
            $"/subjects/{Subject}/versions",
            """{"schema":"\"string\"","metadata":{"properties":{"owner":"given","tier":"given"},"tags":{"p":["G"]},"sensitive":["c"]}}""");

        Assert.Equal(
            """{"tags":{"p":["G"],"q":["O"]},"properties":{"owner":"override","tier":"given","zone":"override"},"sensitive":["a","b","c"]}""",
            reply.IsOk().Member("metadata"));
    }

    [Fact]
    public async Task Registering_again_under_defaults_is_the_same_version()
    {
        (await Put($"/config/{Subject}", new { defaultMetadata = new { properties = new { owner = "x" } } })).IsOk();
        (await Register(Subject, Avro.Text)).IsOk();

        Assert.Equal(1, (await Register(Subject, Avro.Text))["version"].GetInt32());
        Assert.Equal(1, (await Post($"/subjects/{Subject}", Body(Avro.Text)))["version"].GetInt32());
    }

    [Fact]
    public async Task Numbers_and_truths_become_text()
    {
        var reply = await Post($"/subjects/{Subject}/versions", """{"schema":"\"string\"","metadata":{"properties":{"n":1,"t":true}}}""");

        Assert.Equal("""{"properties":{"n":"1","t":"true"}}""", reply.Member("metadata"));
    }

    [Fact]
    public async Task The_guid_covers_the_metadata() => Assert.Equal(
        "9b9f0344-c519-7923-9fa9-d5301d664ca2", (await Owned("team-a")).Member("guid"));

    private async Task<Reply> Owned(string owner) => (await Post(
        $"/subjects/{Subject}/versions", new { schema = Avro.Text, metadata = new { properties = new { owner } } })).IsOk();
}
