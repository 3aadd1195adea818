using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Subjects;

/// <summary>References between subjects (reference 3.1, 7.2, 7.3 and 7.4).</summary>
public sealed class ReferenceTests(SharedRegistry registry) : RestTests(registry.Process)
{
    private string Target => Subject + "-target";

    private SchemaRef Reference(int version = 1) => new("B", Target, version);

    [Fact]
    public async Task References_come_back_as_registered()
    {
        await RegisterBoth();

        Assert.Equal(
            $$"""[{"name":"B","subject":"{{Target}}","version":1}]""",
            (await Get($"/subjects/{Subject}/versions/1")).Member("references"));
    }

    [Fact]
    public async Task The_latest_version_is_written_down_by_number()
    {
        (await Register(Target, Avro.Record("B", "\"int\""))).IsOk();
        (await Register(Subject, Avro.Record("A", "\"B\""), Reference(-1))).IsOk();

        Assert.Equal(1, (await Get($"/subjects/{Subject}/versions/1"))["references"][0].GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_dangling_reference_is_invalid()
    {
        (await Register(Subject, Avro.Record("A", "\"B\""), Reference(3)))
            .IsErrorSaying(42201, $"No schema reference found for subject \"{Target}\" and version 3");

        (await Get($"/subjects/{Subject}/versions")).IsError(40401);
    }

    [Theory]
    [InlineData("", "s", 1)]
    [InlineData("n", "", 1)]
    [InlineData("n", "s", 0)]
    [InlineData("n", "s", -2)]
    public async Task An_incomplete_reference_is_invalid(string name, string subject, int version) =>
        (await Register(Subject, Avro.Text, new SchemaRef(name, subject, version))).IsErrorSaying(42201, "Invalid reference: ");

    [Fact]
    public async Task The_referrers_of_a_version_are_listed_by_id()
    {
        var id = await RegisterBoth();

        (await Get($"/subjects/{Target}/versions/1/referencedby")).IsJson($"[{id}]");
        (await Get($"/subjects/{Target}/versions/latest/referencedby")).IsJson($"[{id}]");
        (await Get($"/subjects/{Subject}/versions/1/referencedby")).IsJson("[]");
    }

    [Fact]
    public async Task Soft_deleted_referrers_are_listed_on_request()
    {
        var id = await RegisterBoth();
        (await Delete($"/subjects/{Subject}")).IsOk();

        (await Get($"/subjects/{Target}/versions/1/referencedby")).IsJson("[]");
        (await Get($"/subjects/{Target}/versions/1/referencedby?deleted=true")).IsJson($"[{id}]");
    }

    [Fact]
    public async Task A_soft_deleted_target_still_lists_its_referrers()
    {
        await RegisterBoth();
        (await Delete($"/subjects/{Subject}")).IsOk();
        (await Delete($"/subjects/{Target}")).IsOk();

        (await Get($"/subjects/{Target}/versions/1/referencedby?deleted=true")).IsOk();
    }

    [Fact]
    public async Task A_version_that_is_referred_to_stays()
    {
        await RegisterBoth();

        var text = $"One or more references exist to the schema {{magic=1,keytype=SCHEMA,subject={Target},version=1}}.";
        (await Delete($"/subjects/{Target}/versions/1")).IsError(42206, text);
        (await Delete($"/subjects/{Target}")).IsError(42206, text);
        (await Delete($"/subjects/{Target}/versions/1?permanent=true")).IsError(42206, text);
    }

    [Fact]
    public async Task A_soft_deleted_referrer_forbids_only_the_permanent_deletion()
    {
        await RegisterBoth();
        (await Delete($"/subjects/{Subject}")).IsOk();
        (await Delete($"/subjects/{Target}/versions/1")).IsOk();

        (await Delete($"/subjects/{Target}/versions/1?permanent=true")).IsError(42206);
        (await Delete($"/subjects/{Subject}?permanent=true")).IsOk();
        (await Delete($"/subjects/{Target}/versions/1?permanent=true")).IsOk();
    }

    [Fact]
    public async Task References_among_versions_of_one_subject_do_not_keep_the_subject()
    {
        (await Put($"/config/{Subject}", new { compatibility = "NONE" })).IsOk();
        (await Register(Subject, Avro.Record("B", "\"int\""))).IsOk();
        (await Register(Subject, Avro.Record("A", "\"B\""), new SchemaRef("B", Subject, 1))).IsOk();

        (await Delete($"/subjects/{Subject}/versions/1")).IsError(42206);
        (await Delete($"/subjects/{Subject}")).IsJson("[1,2]");
    }

    [Fact]
    public async Task An_unqualified_reference_stays_within_the_context_of_its_schema()
    {
        (await Register($":{Context}:{Target}", Avro.Record("B", "\"int\""))).IsOk();
        (await Register(Qualified, Avro.Record("A", "\"B\""), Reference())).IsOk();

        (await Get($"/subjects/:{Context}:{Target}/versions/1/referencedby")).IsJson("[2]");
    }

    [Fact]
    public async Task A_qualified_reference_reaches_into_another_context()
    {
        (await Register(Target, Avro.Record("B", "\"int\""))).IsOk();
        (await Register(Qualified, Avro.Record("A", "\"B\""), new SchemaRef("B", $":.:{Target}", 1))).IsOk();

        (await Delete($"/subjects/{Target}")).IsError(42206);
    }

    [Fact]
    public async Task Referrers_are_looked_for_in_other_contexts_too()
    {
        (await Register($":{Context}:{Target}", Avro.Record("B", "\"int\""))).IsOk();
        (await Register(Qualified, Avro.Record("A", "\"B\""), Reference())).IsOk();

        (await Get($"/subjects/{Target}/versions/latest/referencedby")).IsJson("[2]");
    }

    [Fact]
    public async Task A_soft_deleted_target_is_found_by_number_alone()
    {
        (await Register(Target, Avro.Record("B", "\"int\""))).IsOk();
        (await Delete($"/subjects/{Target}")).IsOk();

        (await Register(Subject, Avro.Record("A", "\"B\""), new SchemaRef("B", Target, -1))).IsErrorSaying(
            42201, $"No schema reference found for subject \"{Target}\" and version -1");
        (await Register(Subject, Avro.Record("A", "\"B\""), Reference())).IsOk();
    }

    [Fact]
    public async Task Qualified_references_are_spelt_out_on_request()
    {
        (await Register($":{Context}:{Target}", Avro.Record("B", "\"int\""))).IsOk();
        var id = await IdOf(Qualified, Avro.Record("A", "\"B\""), Reference());

        foreach (var path in new[] { $"/subjects/{Qualified}/versions/1?referenceFormat=qualified", $"/schemas/ids/{id}?subject=:{Context}:&referenceFormat=qualified" })
        {
            Assert.Equal($":{Context}:{Target}", (await Get(path))["references"][0].GetProperty("subject").GetString());
        }
    }

    [Fact]
    public async Task The_resolved_form_writes_references_out()
    {
        var id = await RegisterBoth();
        var resolved = Avro.Record("A", Avro.Record("B", "\"int\""));

        Assert.Equal(resolved, (await Get($"/schemas/ids/{id}?format=resolved")).Member("schema"));
        Assert.Equal(resolved, (await Get($"/schemas/ids/{id}/schema?format=resolved")).Text);
        Assert.Equal(resolved, (await Get($"/subjects/{Subject}/versions/1?format=resolved")).Member("schema"));
        Assert.Equal(resolved, (await Get($"/subjects/{Subject}/versions/1/schema?format=resolved")).Text);
    }

    [Fact]
    public async Task An_unknown_format_is_the_stored_form()
    {
        await RegisterBoth();

        Assert.Equal(Avro.Record("A", "\"B\""), (await Get($"/subjects/{Subject}/versions/1?format=frob")).Member("schema"));
    }

    private async Task<int> RegisterBoth()
    {
        (await Register(Target, Avro.Record("B", "\"int\""))).IsOk();
        return await IdOf(Subject, Avro.Record("A", "\"B\""), Reference());
    }
}
