using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Schemas;

/// <summary>Schemas by id (reference 2.4, 3.4 and 4.3).</summary>
public sealed class ByIdTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task A_schema_is_shown_with_a_use_and_without_an_id()
    {
        var id = await IdOf(Subject, Avro.Unique());
        var reply = (await Get($"/schemas/ids/{id}")).IsOk();

        Assert.Equal(["subject", "version", "guid", "schemaType", "schema", "ts", "deleted"], reply.Members);
        Assert.Equal((Subject, "1", "AVRO"), (reply.Member("subject"), reply.Member("version"), reply.Member("schemaType")));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("2147483647")]
    public async Task An_unknown_id_is_not_found(string id)
    {
        (await Get($"/schemas/ids/{id}")).IsError(40403, $"Schema {id} not found");
        (await Get($"/schemas/ids/{id}/schema")).IsError(40403, $"Schema {id} not found");
        (await Get($"/schemas/ids/{id}/subjects")).IsError(40403, "Schema not found");
        (await Get($"/schemas/ids/{id}/versions")).IsError(40403, "Schema not found");
    }

    [Fact]
    public async Task The_text_alone_is_not_quoted()
    {
        var schema = Avro.Unique();
        var id = await IdOf(Subject, schema);

        Assert.Equal(schema, (await Get($"/schemas/ids/{id}/schema")).IsOk().Text);
    }

    [Fact]
    public async Task The_highest_id_of_the_context_is_told_on_request()
    {
        await RegisterVersions(Qualified, 3);

        Assert.Equal(3, (await Get($"/schemas/ids/1?subject=:{Context}:&fetchMaxId=true"))["maxId"].GetInt32());
        Assert.False((await Get($"/schemas/ids/1?subject=:{Context}:&fetchMaxId=false")).Has("maxId"));
    }

    [Fact]
    public async Task The_subject_that_was_asked_for_is_shown()
    {
        var schema = Avro.Unique();
        var id = await IdOf(Subject + "-a", schema);
        (await Register(Subject + "-b", schema)).IsOk();

        Assert.Equal(Subject + "-b", (await Get($"/schemas/ids/{id}?subject={Subject}-b")).Member("subject"));
    }

    [Fact]
    public async Task An_id_belongs_to_its_context()
    {
        await RegisterVersions(Qualified, 1);

        Assert.Equal(Qualified, (await Get($"/schemas/ids/1?subject=:{Context}:")).Member("subject"));
        (await Get($"/schemas/ids/2?subject=:{Context}:")).IsError(40403);
        (await Get($"/schemas/ids/1?subject=:{Context}-none:")).IsError(40403);
    }

    [Fact]
    public async Task A_qualified_subject_must_use_the_id()
    {
        await RegisterVersions(Qualified, 1);

        (await Get($"/schemas/ids/1?subject={Qualified}")).IsOk();
        (await Get($"/schemas/ids/1?subject={Qualified}-other")).IsError(40403, "Schema 1 not found");
        (await Get($"/schemas/ids/1/subjects?subject={Qualified}-other")).IsError(40403, "Schema not found");
    }

    [Fact]
    public async Task An_unqualified_subject_is_looked_for_in_all_contexts()
    {
        (await Register(Qualified, Avro.RecordOf(1))).IsOk();
        (await Register(Subject + "-x", Avro.RecordOf(1))).IsOk();

        Assert.Equal(Qualified, (await Get($"/schemas/ids/1?subject={Subject}")).Member("subject"));
    }

    [Fact]
    public async Task An_unqualified_subject_that_nobody_has_does_not_matter()
    {
        var id = await IdOf(Subject, Avro.Unique());

        Assert.Equal(Subject, (await Get($"/schemas/ids/{id}?subject=nobody-has-it")).Member("subject"));
    }

    [Fact]
    public async Task The_uses_of_an_id_are_listed()
    {
        var schema = Avro.Unique();
        var id = await IdOf($"{Subject}-b", schema);
        (await Register($"{Subject}-a", schema)).IsOk();
        (await Register($"{Subject}-c", schema)).IsOk();
        (await Delete($"/subjects/{Subject}-c")).IsOk();

        (await Get($"/schemas/ids/{id}/subjects")).IsJson($"""["{Subject}-a","{Subject}-b"]""");
        (await Get($"/schemas/ids/{id}/subjects?deleted=true")).IsJson($"""["{Subject}-a","{Subject}-b","{Subject}-c"]""");
        (await Get($"/schemas/ids/{id}/subjects?offset=1&limit=1")).IsJson($"""["{Subject}-b"]""");
        (await Get($"/schemas/ids/{id}/versions")).IsJson(
            $$"""[{"subject":"{{Subject}}-a","version":1},{"subject":"{{Subject}}-b","version":1}]""");
        (await Get($"/schemas/ids/{id}/versions?deleted=true&offset=2")).IsJson($$"""[{"subject":"{{Subject}}-c","version":1}]""");
    }

    [Fact]
    public async Task An_undeleted_use_is_shown_before_a_deleted_one()
    {
        var schema = Avro.Unique();
        var id = await IdOf($"{Subject}-a", schema);
        (await Register($"{Subject}-b", schema)).IsOk();
        (await Delete($"/subjects/{Subject}-a")).IsOk();

        Assert.Equal($"{Subject}-b", (await Get($"/schemas/ids/{id}")).Member("subject"));
    }

    [Fact]
    public async Task Parameters_of_newer_clients_are_ignored()
    {
        var id = await IdOf(Subject, Avro.Unique());

        (await Get($"/schemas/ids/{id}?fetchMaxId=false&subject={Subject}&frob=1&lifecycle=STRONG")).IsOk();
    }
}
