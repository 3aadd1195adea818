using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Subjects;

/// <summary>Lookup under a subject (reference 7.1).</summary>
public sealed class LookupTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task The_version_that_holds_the_schema_is_answered_without_time_and_state()
    {
        await RegisterVersions(Qualified, 2);

        (await Post($"/subjects/{Qualified}", Body(Avro.RecordOf(1)))).IsJson(
            $$"""
            {"subject":"{{Qualified}}","version":1,"id":1,"guid":"{{(await Get($"/subjects/{Qualified}/versions/1")).Member("guid")}}",
             "schemaType":"AVRO","schema":{{System.Text.Json.JsonSerializer.Serialize(Avro.RecordOf(1))}}}
            """);
    }

    [Fact]
    public async Task A_version_that_only_counts_as_the_same_bears_time_and_state()
    {
        (await Register(Subject, """{"type":"record","name":"R","fields":[],"x":1,"y":2}""")).IsOk();
        var reply = await Post($"/subjects/{Subject}", Body("""{"type":"record","name":"R","fields":[],"y":2,"x":1}"""));

        Assert.Equal((1, "False"), (reply.IsOk()["version"].GetInt32(), reply.Member("deleted")));
        Assert.True(reply["ts"].GetInt64() > 1_700_000_000_000);
    }

    [Fact]
    public async Task An_unknown_subject_is_not_found() =>
        (await Post($"/subjects/{Subject}", Body(Avro.Text))).IsError(40401, $"Subject '{Subject}' not found.");

    [Fact]
    public async Task An_unknown_schema_is_not_found()
    {
        await RegisterVersions(Subject, 1);

        (await Post($"/subjects/{Subject}", Body(Avro.Text))).IsError(40403, "Schema not found");
    }

    [Fact]
    public async Task A_bad_schema_is_invalid()
    {
        await RegisterVersions(Subject, 1);

        (await Post($"/subjects/{Subject}", Body("nonsense"))).IsError(42201);
    }

    [Fact]
    public async Task A_soft_deleted_version_is_found_on_request()
    {
        await RegisterVersions(Subject, 2);
        (await Delete($"/subjects/{Subject}/versions/1")).IsOk();

        (await Post($"/subjects/{Subject}", Body(Avro.RecordOf(1)))).IsError(40403);
        Assert.Equal(1, (await Post($"/subjects/{Subject}?deleted=true", Body(Avro.RecordOf(1)))).IsOk()["version"].GetInt32());
    }

    [Fact]
    public async Task A_soft_deleted_subject_is_found_on_request()
    {
        await RegisterVersions(Subject, 1);
        (await Delete($"/subjects/{Subject}")).IsOk();

        (await Post($"/subjects/{Subject}", Body(Avro.RecordOf(1)))).IsError(40401);
        (await Post($"/subjects/{Subject}?deleted=true", Body(Avro.RecordOf(1)))).IsOk();
    }

    [Fact]
    public async Task Normalising_finds_the_normal_form()
    {
        const string Given = """{"type":"bytes","scale":4,"precision":17,"logicalType":"decimal"}""";
        (await Post($"/subjects/{Subject}/versions?normalize=true", Body(Given))).IsOk();

        (await Post($"/subjects/{Subject}?normalize=true", Body(Given))).IsOk();
    }

    [Fact]
    public async Task A_schema_with_metadata_is_found_by_its_text_alone()
    {
        (await Post($"/subjects/{Subject}/versions", new { schema = Avro.Text, metadata = new { properties = new { owner = "a" } } })).IsOk();

        Assert.Equal(1, (await Post($"/subjects/{Subject}", Body(Avro.Text))).IsOk()["version"].GetInt32());
    }

    [Fact]
    public async Task Version_and_id_in_the_body_are_ignored()
    {
        await RegisterVersions(Subject, 1);

        (await Post($"/subjects/{Subject}", new { schema = Avro.RecordOf(1), version = 9, id = 99 })).IsOk();
    }

    [Fact]
    public async Task It_works_in_read_only_mode()
    {
        await RegisterVersions(Subject, 1);
        (await Put($"/mode/{Subject}", new { mode = "READONLY" })).IsOk();

        (await Post($"/subjects/{Subject}", Body(Avro.RecordOf(1)))).IsOk();
    }

    [Fact]
    public async Task A_schema_that_names_a_reference_is_found_when_it_is_written_out()
    {
        (await Register(Subject + "-b", Avro.Record("B", "\"int\""))).IsOk();
        (await Register(Subject, Avro.Record("A", "\"B\""), new SchemaRef("B", Subject + "-b", 1))).IsOk();

        (await Post($"/subjects/{Subject}", Body(Avro.Record("A", Avro.Record("B", "\"int\""))))).IsOk();
    }

    [Fact]
    public async Task A_bad_schema_is_told_before_a_missing_subject() =>
        (await Post($"/subjects/{Subject}", Body("nonsense"))).IsError(42201);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public async Task A_blank_schema_is_none(string? schema)
    {
        (await Post($"/subjects/{Subject}", new { schema })).IsError(40401);
        await RegisterVersions(Subject, 1);

        (await Post($"/subjects/{Subject}", new { schema })).IsError(40403, "Schema not found");
    }

    [Fact]
    public async Task A_schema_with_references_is_found_in_another_context_too()
    {
        (await Register(Qualified + "-b", Avro.Record("B", "\"int\""))).IsOk();
        (await Register(Qualified, Avro.Record("A", "\"B\""), new SchemaRef("B", Subject + "-b", 1))).IsOk();

        var reply = await Post(
            $"/subjects/{Subject}",
            new { schema = Avro.Record("A", "\"B\""), references = new[] { new SchemaRef("B", Subject + "-b", 1) } });
        Assert.Equal(Qualified, reply.IsOk().Member("subject"));
    }
}
