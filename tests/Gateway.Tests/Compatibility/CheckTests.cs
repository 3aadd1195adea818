using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Compatibility;

/// <summary>Compatibility checks (reference 4.4 and 11).</summary>
public sealed class CheckTests(SharedRegistry registry) : RestTests(registry.Process)
{
    private const string Compatible = """{"is_compatible":true}""";
    private const string CompatibleVerbosely = """{"is_compatible":true,"messages":[]}""";

    [Theory]
    [InlineData("versions/1")]
    [InlineData("versions/latest")]
    [InlineData("versions/-1")]
    [InlineData("versions")]
    [InlineData("versions/")]
    public async Task A_schema_is_compared_with(string versions)
    {
        await RegisterVersions(Subject, 1);

        (await Post($"/compatibility/subjects/{Subject}/{versions}", Body(Avro.RecordOf(2)))).IsJson(Compatible);
        (await Post($"/compatibility/subjects/{Subject}/{versions}?verbose=true", Body(Avro.RecordOf(2)))).IsJson(CompatibleVerbosely);
        (await Post($"/compatibility/subjects/{Subject}/{versions}", Body(Avro.Incompatible))).IsJson("""{"is_compatible":false}""");
        Assert.Equal(4, (await Post($"/compatibility/subjects/{Subject}/{versions}?verbose=true", Body(Avro.Incompatible)))["messages"].GetArrayLength());
    }

    [Fact]
    public async Task The_messages_are_those_of_the_protocol()
    {
        (await Register(Subject, """{"type":"record","name":"R","fields":[{"name":"f1","type":"string"}]}""")).IsOk();

        (await Post(
            $"/compatibility/subjects/{Subject}/versions/latest?verbose=true",
            Body("""{"type":"record","name":"R","fields":[{"name":"f1","type":"string"},{"name":"f2","type":"string"}]}"""))).IsJson(
            """
            {"is_compatible":false,"messages":[
             "{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'f2' at path '/fields/1' in the new schema has no default value and is missing in the old schema', additionalInfo:'f2'}",
             "{oldSchemaVersion: 1}",
             "{oldSchema: '{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f1\",\"type\":\"string\"}]}'}",
             "{validateFields: 'false', compatibility: 'BACKWARD'}"]}
            """);
    }

    [Fact]
    public async Task The_messages_of_a_JSON_schema_are_those_of_the_protocol_under_a_policy_that_another_would_mend()
    {
        const string Open = """{"type":"object","properties":{"a":{"type":"string"}}}""";
        const string More = """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}""";
        const string Details =
            "{errorType:\"OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL\", description:\"The new schema has an open content model and has a property or item at path '#/properties/b' which is missing in the old schema'}, "
            + "{oldSchemaVersion: 1}, {oldSchema: '" + Open + "'}, {validateFields: 'false', compatibility: 'BACKWARD'}";
        (await Post($"/subjects/{Subject}/versions", new { schemaType = "JSON", schema = Open })).IsOk();

        Assert.Equal(
            Details,
            string.Join(", ", (await Post($"/compatibility/subjects/{Subject}/versions?verbose=true", new { schemaType = "JSON", schema = More }))["messages"].EnumerateArray()));
        (await Post($"/subjects/{Subject}/versions", new { schemaType = "JSON", schema = More })).IsError(
            40901, $"Schema being registered is incompatible with an earlier schema for subject \"{Subject}\", details: [{Details}]");
    }

    [Fact]
    public async Task A_missing_version_is_not_found_even_without_the_subject()
    {
        await RegisterVersions(Subject, 1);

        (await Post($"/compatibility/subjects/{Subject}/versions/7", Body(Avro.Text))).IsError(40402, "Version 7 not found.");
        (await Post($"/compatibility/subjects/{Subject}x/versions/7", Body(Avro.Text))).IsError(40402, "Version 7 not found.");
    }

    [Theory]
    [InlineData("versions/latest")]
    [InlineData("versions")]
    public async Task Without_a_subject_everything_is_compatible(string versions) =>
        (await Post($"/compatibility/subjects/{Subject}/{versions}", Body(Avro.Text))).IsJson(Compatible);

    [Fact]
    public async Task Deleted_versions_are_not_compared_with()
    {
        await RegisterVersions(Subject, 1);
        (await Delete($"/subjects/{Subject}/versions/1")).IsOk();

        (await Post($"/compatibility/subjects/{Subject}/versions", Body(Avro.Incompatible))).IsJson(Compatible);
        (await Post($"/compatibility/subjects/{Subject}/versions/1", Body(Avro.Incompatible))).IsError(40402);
    }

    [Theory]
    [InlineData("versions/latest")]
    [InlineData("versions/1")]
    [InlineData("versions")]
    public async Task An_unparsable_schema_is_invalid_or_incompatible_in_words(string versions)
    {
        await RegisterVersions(Subject, 1);
        (await Post($"/compatibility/subjects/{Subject}/{versions}", Body("nonsense"))).IsError(42201);
        var reply = await Post($"/compatibility/subjects/{Subject}/{versions}?verbose=true", Body("nonsense"));

        Assert.Equal((200, "False", 1), (reply.Status, reply.Member("is_compatible"), reply["messages"].GetArrayLength()));
    }

    [Fact]
    public async Task An_unknown_type_is_invalid_or_incompatible_in_words()
    {
        await RegisterVersions(Subject, 1);
        (await Post($"/compatibility/subjects/{Subject}/versions/1", new { schema = "x", schemaType = "FOO" })).IsError(42201);

        (await Post($"/compatibility/subjects/{Subject}/versions/1?verbose=true", new { schema = "x", schemaType = "FOO" }))
            .IsJson("""{"is_compatible":false,"messages":["Invalid schema type FOO"]}""");
    }

    [Fact]
    public async Task A_blank_schema_is_empty() =>
        (await Post($"/compatibility/subjects/{Subject}/versions", Body(" "))).IsError(42201, "Empty schema");

    [Fact]
    public async Task Level_none_takes_everything()
    {
        await RegisterVersions(Subject, 1);
        (await Put($"/config/{Subject}", new { compatibility = "NONE" })).IsOk();

        (await Post($"/compatibility/subjects/{Subject}/versions/1", Body(Avro.Incompatible))).IsJson(Compatible);
        (await Post($"/compatibility/subjects/{Subject}/versions", Body(Avro.Text))).IsJson(Compatible);
    }

    [Theory]
    [InlineData("BACKWARD", true)]
    [InlineData("BACKWARD_TRANSITIVE", false)]
    public async Task Only_transitive_levels_look_further_back_than_the_latest(string compatibility, bool isCompatible)
    {
        (await Put($"/config/{Subject}", new { compatibility = "NONE" })).IsOk();
        (await Register(Subject, Avro.Record("R", "\"string\""))).IsOk();
        (await Register(Subject, Avro.Record("R", "\"int\""))).IsOk();
        (await Put($"/config/{Subject}", new { compatibility })).IsOk();

        Assert.Equal(
            isCompatible,
            (await Post($"/compatibility/subjects/{Subject}/versions", Body(Avro.Record("R", "\"long\""))))["is_compatible"].GetBoolean());
    }

    [Theory]
    [InlineData("BACKWARD", true, false)]
    [InlineData("FORWARD", false, true)]
    [InlineData("FULL", false, false)]
    [InlineData("NONE", true, true)]
    public async Task A_level_looks_in_its_direction(string compatibility, bool widening, bool narrowing)
    {
        (await Register(Subject, Avro.Record("R", "\"int\""))).IsOk();
        (await Register(Subject + "-n", Avro.Record("R", "\"long\""))).IsOk();
        (await Put($"/config/{Subject}", new { compatibility })).IsOk();
        (await Put($"/config/{Subject}-n", new { compatibility })).IsOk();

        Assert.Equal(widening, (await Post($"/compatibility/subjects/{Subject}/versions", Body(Avro.Record("R", "\"long\""))))["is_compatible"].GetBoolean());
        Assert.Equal(narrowing, (await Post($"/compatibility/subjects/{Subject}-n/versions", Body(Avro.Record("R", "\"int\""))))["is_compatible"].GetBoolean());
    }

    [Fact]
    public async Task A_check_looks_at_no_mode()
    {
        await RegisterVersions(Subject, 1);
        (await Put($"/mode/{Subject}", new { mode = "READONLY" })).IsOk();

        (await Post($"/compatibility/subjects/{Subject}/versions", Body(Avro.RecordOf(2)))).IsJson(Compatible);
    }

    [Fact]
    public async Task Only_versions_of_the_same_group_are_compared()
    {
        (await Put($"/config/{Subject}", new { compatibilityGroup = "major" })).IsOk();
        await RegisterInGroup(Avro.Record("R", "\"string\""), "1");
        await RegisterInGroup(Avro.Record("R", "\"int\""), "2");

        Assert.True((await CheckInGroup(Avro.Record("R", "\"long\""), "2"))["is_compatible"].GetBoolean());
        Assert.False((await CheckInGroup(Avro.Record("R", "\"long\""), "1"))["is_compatible"].GetBoolean());
        Assert.True((await CheckInGroup(Avro.Record("R", "\"long\""), "3"))["is_compatible"].GetBoolean());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("latest")]
    public async Task A_single_version_of_another_group_is_not_compared(string version)
    {
        (await Put($"/config/{Subject}", new { compatibilityGroup = "major" })).IsOk();
        await RegisterInGroup(Avro.Record("R", "\"string\""), "1");

        Assert.False((await CheckInGroup(Avro.Record("R", "\"int\""), "1", version))["is_compatible"].GetBoolean());
        Assert.True((await CheckInGroup(Avro.Record("R", "\"int\""), "2", version))["is_compatible"].GetBoolean());
    }

    [Fact]
    public async Task A_reserved_field_may_neither_come_nor_be_forgotten()
    {
        (await Put($"/config/{Subject}", new { validateFields = true })).IsOk();
        (await Post($"/subjects/{Subject}/versions", Reserving(Avro.RecordOf(1), "old,older"))).IsOk();

        var reply = await Post($"/subjects/{Subject}/versions", Reserving(Avro.RecordOf(2), "old,f2"));

        reply.IsErrorSaying(40901, "The new schema has reserved field older removed from its metadata which is present in the old schema's metadata.");
        reply.IsErrorSaying(40901, "The new schema has field that conflicts with the reserved field f2.");
        reply.IsErrorSaying(40901, "{validateFields: 'true', compatibility: 'BACKWARD'}");
    }

    [Theory]
    [InlineData("BACKWARD")]
    [InlineData("NONE")]
    public async Task A_reserved_field_may_not_come_with_a_first_version(string compatibility)
    {
        (await Put($"/config/{Subject}", new { compatibility, validateFields = true })).IsOk();

        (await Post($"/subjects/{Subject}/versions", Reserving(Avro.RecordOf(1), "f1"))).IsError(
            40901,
            $"Schema being registered is incompatible with an earlier schema for subject \"{Subject}\", details: "
            + "[The new schema has field that conflicts with the reserved field f1., "
            + $"{{validateFields: 'true', compatibility: '{compatibility}'}}]");
        Assert.False((await Post($"/compatibility/subjects/{Subject}/versions/latest", Reserving(Avro.RecordOf(1), "f1")))["is_compatible"].GetBoolean());
    }

    private static Dictionary<string, object> Reserving(string schema, string reserved) => new()
    {
        ["schema"] = schema,
        ["metadata"] = new { properties = new Dictionary<string, string> { ["confluent:reserved"] = reserved } },
    };

    private async Task RegisterInGroup(string schema, string major) =>
        (await Post($"/subjects/{Subject}/versions", new { schema, metadata = new { properties = new { major } } })).IsOk();

    private async Task<Reply> CheckInGroup(string schema, string major, string version = "") =>
        (await Post($"/compatibility/subjects/{Subject}/versions/{version}", new { schema, metadata = new { properties = new { major } } })).IsOk();
}
