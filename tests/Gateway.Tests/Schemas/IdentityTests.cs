using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Schemas;

/// <summary>When a schema counts as one that is there already (reference 3.2, 6.1, 6.2 and 6.4).</summary>
public sealed class IdentityTests(SharedRegistry registry) : RestTests(registry.Process)
{
    private const string Json = """{"title":"t","type":"object"}""";
    private const string JsonTurned = """{"type":"object","title":"t"}""";

    [Fact]
    public async Task White_space_in_a_json_schema_does_not_matter_and_the_order_of_its_keys_does()
    {
        (await Define(Json)).IsOk();

        Assert.Equal("1", (await Define("""{ "title" : "t", "type":"object"}""")).Member("version"));
        Assert.Equal(("2", "2"), Numbers(await Define(JsonTurned)));
    }

    [Fact]
    public async Task The_order_of_keys_does_not_matter_when_both_are_normalised()
    {
        (await Define(Json, "?normalize=true")).IsOk();

        Assert.Equal(("1", "1"), Numbers(await Define(JsonTurned, "?normalize=true")));
    }

    [Fact]
    public async Task One_text_in_two_types_has_two_ids_and_one_guid()
    {
        const string Text = """{"type":"array","items":{"type":"string","x":1}}""";
        var avro = (await Register($":{Context}:avro", Text)).IsOk();
        var json = (await Define(Text)).IsOk();

        Assert.Equal(("1", "2"), (avro.Member("id"), json.Member("id")));
        Assert.Equal(avro.Member("guid"), json.Member("guid"));
    }

    [Fact]
    public async Task A_version_found_by_comparison_bears_time_and_state_and_a_new_one_does_not()
    {
        var registered = (await Register(Qualified, """{"type":"record","name":"R","fields":[],"x":1,"y":2}""")).IsOk();
        var found = (await Register(Qualified, """{"type":"record","name":"R","fields":[],"y":2,"x":1}""")).IsOk();

        Assert.Equal(["id", "version", "guid", "schemaType", "schema"], registered.Members);
        Assert.Equal(["id", "version", "guid", "schemaType", "schema", "ts", "deleted"], found.Members);
        Assert.Equal(("1", "1"), Numbers(found));
    }

    [Fact]
    public async Task A_schema_with_a_reference_is_the_same_however_the_reference_is_written()
    {
        await RegisterTarget("b", "\"int\"");
        (await Register(Qualified, Avro.Record("A", "\"B\""), Reference("b"))).IsOk();
        var latest = Reference("b") with { version = -1 };

        Assert.Equal(("2", "1"), Numbers(await Register(Qualified, Avro.Record("A", "\"B\""), latest)));
        Assert.Equal(("2", "1"), Numbers(await Register(Qualified, Avro.Record("A", Avro.Record("B", "\"int\"")))));
        Assert.Equal(("2", "1"), Numbers(await Post($"/subjects/{Qualified}", Body(Avro.Record("A", "\"B\""), latest))));
    }

    [Fact]
    public async Task The_first_of_two_references_with_one_name_counts()
    {
        await RegisterTarget("b", "\"int\"");
        await RegisterTarget("c", "\"long\"");
        (await Register(Qualified, Avro.Record("A", "\"B\""), Reference("b"), Reference("c"))).IsOk();

        Assert.Equal(Avro.Record("A", Avro.Record("B", "\"int\"")), (await Get($"/subjects/{Qualified}/versions/1/schema?format=resolved")).Text);
    }

    [Fact]
    public async Task A_blank_schema_takes_type_and_references_too()
    {
        await RegisterTarget("b", "\"int\"");
        (await Register(Qualified, Avro.Record("A", "\"B\""), Reference("b"))).IsOk();
        (await Define(Json)).IsOk();

        Assert.Equal(
            $$"""[{"name":"B","subject":":{{Context}}:b","version":1}]""",
            (await Post($"/subjects/{Qualified}/versions", new { metadata = new { properties = new { a = "b" } } })).IsOk().Member("references"));
        Assert.Equal(
            "JSON", (await Post($"/subjects/:{Context}:json/versions", new { metadata = new { properties = new { a = "b" } } })).IsOk().Member("schemaType"));
    }

    [Fact]
    public async Task Version_0_and_id_minus_one_ask_for_what_comes_next() => Assert.Equal(
        ("1", "1"), Numbers(await Post($"/subjects/{Qualified}/versions", new { schema = Avro.Text, id = -1, version = 0 })));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_version_with_its_id_is_the_one_that_is_there(int version)
    {
        (await Put($"/mode/:{Context}:", new { mode = "IMPORT" })).IsOk();
        (await Post($"/subjects/{Qualified}/versions", new { schema = Avro.Text, id = 100, version = 1 })).IsOk();
        (await Post($"/subjects/{Qualified}/versions", new { schema = Avro.Text, id = 100, version = 2 })).IsOk();
        (await Put($"/mode/:{Context}:", new { mode = "READWRITE" })).IsOk();

        Assert.Equal(("100", $"{version}"), Numbers(await Post($"/subjects/{Qualified}/versions", new { schema = Avro.Text, id = 100, version })));
    }

    [Fact]
    public async Task A_soft_deleted_version_that_is_referred_to_stays_when_its_text_comes_back()
    {
        await RegisterTarget("b", "\"int\"");
        (await Register(Qualified, Avro.Record("A", "\"B\""), Reference("b"))).IsOk();
        (await Delete($"/subjects/{Qualified}")).IsOk();
        (await Delete($"/subjects/:{Context}:b")).IsOk();

        Assert.Equal(("1", "2"), Numbers(await Register($":{Context}:b", Avro.Record("B", "\"int\""))));
        (await Get($"/subjects/:{Context}:b/versions?deleted=true")).IsJson("[1,2]");
    }

    private static (string?, string?) Numbers(Reply reply) => (reply.IsOk().Member("id"), reply.Member("version"));

    private SchemaRef Reference(string subject) => new("B", $":{Context}:{subject}", 1);

    private async Task RegisterTarget(string subject, string fieldType) =>
        (await Register($":{Context}:{subject}", Avro.Record("B", fieldType))).IsOk();

    private Task<Reply> Define(string schema, string query = "") =>
        Post($"/subjects/:{Context}:json/versions{query}", new { schema, schemaType = "JSON" });
}
