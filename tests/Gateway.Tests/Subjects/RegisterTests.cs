using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Subjects;

/// <summary>Registration (reference 3.1, 3.2, 6.1 and 6.2).</summary>
public sealed class RegisterTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task A_fresh_registration_answers_with_what_was_stored()
    {
        var reply = (await Register($":{Context}:{Subject}", "{   \"type\":   \"string\"}")).IsOk();

        Assert.Equal(
            """{"id":1,"version":1,"guid":"095d71cf-1255-6b9d-5e33-0ad575b3df5d","schemaType":"AVRO","schema":"\"string\""}""",
            reply.Text);
    }

    [Fact]
    public async Task The_same_schema_again_is_the_same_version()
    {
        var first = await Register(Subject, Avro.RecordOf(1));
        var again = await Register(Subject, " " + Avro.RecordOf(1).Replace(",", ",\n ", StringComparison.Ordinal));

        Assert.Equal((first.Text, 200), (again.Text, again.Status));
        (await Get($"/subjects/{Subject}/versions")).IsJson("[1]");
    }

    [Fact]
    public async Task The_order_of_standard_attributes_does_not_matter()
    {
        await RegisterVersions(Subject, 1);
        (await Register(Subject, """{"name":"R","fields":[{"default":null,"type":["null","string"],"name":"f1"}],"type":"record"}""")).IsOk();

        (await Get($"/subjects/{Subject}/versions")).IsJson("[1]");
    }

    [Fact]
    public async Task The_same_text_under_another_subject_has_the_same_id_and_a_version_of_its_own()
    {
        await RegisterVersions(Subject, 2);
        var (second, other) = (await Get($"/subjects/{Subject}/versions/2"), await Register(Subject + "x", Avro.RecordOf(2)));

        Assert.Equal((second["id"].GetInt32(), 1), (other["id"].GetInt32(), other["version"].GetInt32()));
    }

    [Fact]
    public async Task Ids_are_counted_per_context()
    {
        (await Register($":{Context}:a", Avro.Text)).IsOk();
        (await Register($":{Context}:b", Avro.Number)).IsOk();

        Assert.Equal(1, (await Register($":{Context}x:b", Avro.Number))["id"].GetInt32());
        Assert.Equal(2, (await Get($"/subjects/:{Context}:b/versions/1"))["id"].GetInt32());
    }

    [Fact]
    public async Task A_soft_deleted_text_comes_back_under_its_id_and_a_new_version()
    {
        await RegisterVersions(Qualified, 1);
        (await Delete($"/subjects/{Qualified}/versions/1")).IsOk();

        var again = await Register(Qualified, Avro.RecordOf(1));

        Assert.Equal((1, 2), (again["id"].GetInt32(), again["version"].GetInt32()));
        (await Get($"/subjects/{Qualified}/versions?deleted=true")).IsJson("[2]");
    }

    [Fact]
    public async Task A_text_deleted_for_good_comes_back_under_a_new_id()
    {
        await RegisterVersions(Qualified, 1);
        (await Delete($"/subjects/{Qualified}")).IsOk();
        (await Delete($"/subjects/{Qualified}?permanent=true")).IsOk();

        var again = await Register(Qualified, Avro.RecordOf(1));

        Assert.Equal((2, 1), (again["id"].GetInt32(), again["version"].GetInt32()));
    }

    [Fact]
    public async Task The_number_of_a_top_version_deleted_for_good_is_given_out_again()
    {
        await RegisterVersions(Subject, 2);
        (await Delete($"/subjects/{Subject}/versions/2")).IsOk();
        (await Delete($"/subjects/{Subject}/versions/2?permanent=true")).IsOk();

        Assert.Equal(2, (await Register(Subject, Avro.RecordOf(3)))["version"].GetInt32());
    }

    [Fact]
    public async Task The_number_of_a_soft_deleted_top_version_stays_taken()
    {
        await RegisterVersions(Subject, 2);
        (await Delete($"/subjects/{Subject}/versions/2")).IsOk();

        Assert.Equal(3, (await Register(Subject, Avro.RecordOf(3)))["version"].GetInt32());
    }

    [Fact]
    public async Task An_incompatible_schema_is_refused_and_takes_no_id()
    {
        await RegisterVersions(Qualified, 1);
        (await Register(Qualified, Avro.Incompatible)).IsError(
            40901,
            $"Schema being registered is incompatible with an earlier schema for subject \"{Qualified}\", details: ["
            + "{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'needed' at path '/fields/0' in the new schema has no"
            + " default value and is missing in the old schema', additionalInfo:'needed'}, {oldSchemaVersion: 1}, "
            + $"{{oldSchema: '{Avro.RecordOf(1)}'}}, {{validateFields: 'false', compatibility: 'BACKWARD'}}]");

        Assert.Equal(2, await IdOf(Qualified, Avro.RecordOf(2)));
    }

    [Fact]
    public async Task Force_passes_over_the_compatibility_check()
    {
        await RegisterVersions(Subject, 1);

        (await Post($"/subjects/{Subject}/versions?force=true", Body(Avro.Incompatible))).IsOk();
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public async Task A_blank_schema_without_a_version_before_is_empty(string? schema) =>
        (await Post($"/subjects/{Subject}/versions", new { schema })).IsError(42201, "Empty schema");

    [Fact]
    public async Task A_blank_schema_takes_the_text_of_the_version_before()
    {
        await RegisterVersions(Subject, 2);
        var reply = await Post($"/subjects/{Subject}/versions", new { metadata = new { properties = new { owner = "a" } } });

        Assert.Equal((3, Avro.RecordOf(2)), (reply.IsOk()["version"].GetInt32(), reply.Member("schema")));
    }

    [Theory]
    [InlineData("FOO")]
    [InlineData("avro")]
    [InlineData("Json")]
    public async Task An_unknown_type_is_invalid(string schemaType) =>
        (await Post($"/subjects/{Subject}/versions", new { schema = "x", schemaType })).IsError(42201, $"Invalid schema type {schemaType}");

    [Fact]
    public async Task An_unparsable_schema_says_why()
    {
        var reply = await Register(Subject, """{"type":"str"}""");

        reply.IsErrorSaying(42201, "Invalid schema of type AVRO, details: Invalid schema {subject=" + Subject + ",version=0,id=-1,");
        reply.IsErrorSaying(42201, "with refs [] of type AVRO, details: Undefined schema: str");
        (await Get($"/subjects/{Subject}/versions")).IsError(40401);
    }

    [Theory]
    [InlineData("""{"type":"record","name":"bad-name","fields":[]}""")]
    [InlineData("""{"type":"record","name":"R","fields":[{"name":"f","type":"string","default":null}]}""")]
    [InlineData("""{"type":"record","name":"R","namespace":"a-bad.namespace","fields":[]}""")]
    public async Task A_new_schema_is_read_strictly(string schema)
    {
        (await Register(Subject, schema)).IsError(42201);
        (await Put($"/config/{Subject}", new { validateNewSchemas = false })).IsOk();

        (await Register(Subject, schema)).IsOk();
    }

    [Fact]
    public async Task Normalising_stores_the_normal_form()
    {
        const string Given = """{"type":"bytes","scale":4,"precision":17,"logicalType":"decimal"}""";
        const string Normal = """{"type":"bytes","logicalType":"decimal","precision":17,"scale":4}""";

        Assert.Equal(Given, (await Post($"/subjects/{Subject}/versions", Body(Given))).Member("schema"));
        Assert.Equal(Normal, (await Post($"/subjects/{Subject}x/versions?normalize=true", Body(Given))).Member("schema"));
    }

    [Fact]
    public async Task Normalising_by_configuration_counts_as_much()
    {
        (await Put($"/config/{Subject}", new { normalize = true })).IsOk();

        Assert.Equal(
            """{"type":"bytes","logicalType":"decimal","precision":17,"scale":4}""",
            (await Register(Subject, """{"type":"bytes","scale":4,"precision":17,"logicalType":"decimal"}""")).Member("schema"));
    }

    [Theory]
    [InlineData(1, 42201)]
    [InlineData(2, 0)]
    [InlineData(3, 42201)]
    [InlineData(7, 42201)]
    public async Task A_version_that_is_asked_for_must_be_the_next(int version, int code)
    {
        await RegisterVersions(Subject, 1);
        var reply = await Post($"/subjects/{Subject}/versions", new { schema = Avro.RecordOf(2), version });

        if (code == 0)
        {
            Assert.Equal(2, reply.IsOk()["version"].GetInt32());
            return;
        }

        reply.IsError(code, "Version is not one more than previous version");
    }

    [Fact]
    public async Task The_version_is_checked_after_compatibility()
    {
        await RegisterVersions(Subject, 1);

        (await Post($"/subjects/{Subject}/versions", new { schema = Avro.Incompatible, version = 7 })).IsError(40901);
    }

    [Fact]
    public async Task An_id_is_refused_outside_of_import_mode() =>
        (await Post($"/subjects/{Subject}/versions", new { schema = Avro.Text, id = 77 }))
            .IsError(42205, $"Subject {Subject} in context  is not in import mode");

    [Fact]
    public async Task The_context_is_named_where_there_is_one() =>
        (await Post($"/subjects/{Qualified}/versions", new { schema = Avro.Text, id = 77 }))
            .IsError(42205, $"Subject {Qualified} in context :{Context}: is not in import mode");

    [Fact]
    public async Task The_id_of_the_existing_version_is_accepted()
    {
        var id = await IdOf(Subject, Avro.RecordOf(1));

        (await Post($"/subjects/{Subject}/versions", new { schema = Avro.RecordOf(1), id })).IsOk();
        (await Post($"/subjects/{Subject}/versions", new { schema = Avro.RecordOf(1), id, version = 1 })).IsOk();
    }

    [Fact]
    public async Task Twenty_writers_of_one_subject_get_twenty_versions()
    {
        (await Put($"/config/{Subject}", new { compatibility = "NONE" })).IsOk();
        var replies = await Task.WhenAll(Enumerable.Range(1, 20).Select(field => Register(Subject, Avro.RecordOf(field))));

        Assert.Equal(Enumerable.Range(1, 20), replies.Select(reply => reply.IsOk()["version"].GetInt32()).Order());
    }

    [Fact]
    public async Task Twenty_subjects_that_register_one_schema_at_once_share_its_id()
    {
        var schema = Avro.Unique();
        var replies = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => Register($"{Subject}-{number}", schema)));

        Assert.Single(replies.Select(reply => reply.IsOk()["id"].GetInt32()).Distinct());
    }
}
