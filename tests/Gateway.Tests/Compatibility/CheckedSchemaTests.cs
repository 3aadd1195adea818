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

    [Fact]
    public async Task Metadata_of_the_configuration_is_not_applied()
    {
        (await Put($"/config/{Subject}", new { compatibilityGroup = "g", defaultMetadata = new { properties = new { g = "1" } } })).IsOk();
        await RegisterVersions(Subject, 1);

        (await Post($"/compatibility/subjects/{Subject}/versions", Body(Avro.Incompatible))).IsJson("""{"is_compatible":true}""");
        (await Register(Subject, Avro.Incompatible)).IsError(40901);
    }
}
