using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Compatibility;

/// <summary>How the schema of a check is read (reference 4.4).</summary>
public sealed class CheckedSchemaTests(SharedRegistry registry) : RestTests(registry.Process)
{
    private const string BadName = """{"type":"record","name":"bad-name","fields":[]}""";

    private static readonly object Json = new { schema = """{"type":"object"}""", schemaType = "JSON" };

    [Fact]
    public async Task Another_type_is_incompatible_with_few_words()
    {
        await RegisterVersions(Subject, 1);

        (await Post($"/compatibility/subjects/{Subject}/versions?verbose=true", Json)).IsJson(
            """{"is_compatible":false,"messages":["Incompatible because of different schema type","{validateFields: 'false', compatibility: 'BACKWARD'}"]}""");
        (await Post($"/subjects/{Subject}/versions", Json)).IsErrorSaying(40901, "details: [Incompatible because of different schema type, ");
    }

    [Fact]
    public async Task Another_type_is_compatible_where_nothing_is_compared()
    {
        await RegisterVersions(Subject, 1);
        (await Put($"/config/{Subject}", new { compatibility = "NONE" })).IsOk();

        (await Post($"/compatibility/subjects/{Subject}/versions/1", Json)).IsJson("""{"is_compatible":true}""");
        (await Post($"/subjects/{Subject}/versions", Json)).IsOk();
    }

    [Fact]
    public async Task A_schema_is_read_as_strictly_as_a_new_one()
    {
        (await Post($"/compatibility/subjects/{Subject}/versions", Body(BadName))).IsError(42201);
        (await Put($"/config/{Subject}", new { validateNewSchemas = false })).IsOk();

        (await Post($"/compatibility/subjects/{Subject}/versions", Body(BadName))).IsJson("""{"is_compatible":true}""");
    }

    [Fact]
    public async Task A_schema_is_validated_as_a_new_one()
    {
        (await Put($"/config/{Subject}", new { validateFields = true })).IsOk();

        foreach (var path in new[] { $"/compatibility/subjects/{Subject}/versions", $"/subjects/{Subject}/versions" })
        {
            var reply = await Post(path, new { schema = """{"properties":{"$$a":true}}""", schemaType = "JSON" });

            reply.IsErrorSaying(42201, "}, details: ");
            Assert.StartsWith($"Invalid schema {{subject={Subject},version=0,id=-1,", reply.Member("message"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Normalising_is_asked_for_as_when_registering()
    {
        await RegisterVersions(Subject, 1);

        (await Post($"/compatibility/subjects/{Subject}/versions/?normalize=true&verbose=true", Body(Avro.RecordOf(2))))
            .IsJson("""{"is_compatible":true,"messages":[]}""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?verbose=true")]
    public async Task A_missing_version_is_told_before_a_schema_that_cannot_be_read(string query)
    {
        await RegisterVersions(Subject, 1);
        (await Put($"/config/{Subject}-alias", new { alias = Subject })).IsOk();

        foreach (var body in new object[]
        {
            new { schema = Avro.Text, schemaType = "FOO" },
            new { schema = Avro.Text, references = new[] { new { name = "A" } } },
            Body("nonsense"),
        })
        {
            (await Post($"/compatibility/subjects/{Subject}/versions/9{query}", body)).IsError(40402, "Version 9 not found.");
            (await Post($"/compatibility/subjects/{Subject}-alias/versions/9{query}", body)).IsError(40402);
            (await Post($"/compatibility/subjects/none/versions/9{query}", body)).IsError(40402);
            (await Post($"/compatibility/subjects/{Subject}/versions/0{query}", body)).IsError(42202);
        }
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_told_before_a_bad_version()
    {
        (await Post($"/compatibility/subjects/{Subject}/versions/0", "")).IsError(
            422, "testCompatibilityBySubjectName.request must not be null (was null)");
        (await Post($"/compatibility/subjects/{Subject}/versions/0", "{")).IsError(400);
    }

    [Fact]
    public async Task Metadata_of_the_configuration_is_not_applied()
    {
        (await Put($"/config/{Subject}", new { compatibilityGroup = "g", defaultMetadata = new { properties = new { g = "1" } } })).IsOk();
        await RegisterVersions(Subject, 1);

        (await Post($"/compatibility/subjects/{Subject}/versions", Body(Avro.Incompatible))).IsJson("""{"is_compatible":true}""");
        (await Register(Subject, Avro.Incompatible)).IsError(40901);
    }
}
