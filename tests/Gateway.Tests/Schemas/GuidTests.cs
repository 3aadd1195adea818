using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Schemas;

/// <summary>Schemas by GUID (reference 4.3 and 10.5).</summary>
public sealed class GuidTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task A_schema_is_served_by_the_guid_it_was_registered_with()
    {
        var schema = Avro.Unique();
        var guid = (await Register(Subject, schema)).Member("guid");
        var reply = (await Get($"/schemas/guids/{guid}")).IsOk();

        Assert.Equal((guid, schema), (reply.Member("guid"), reply.Member("schema")));
        Assert.Equal(["guid", "schemaType", "schema", "ts", "deleted"], reply.Members);
    }

    [Fact]
    public async Task The_ids_under_a_guid_are_listed_by_context()
    {
        var schema = Avro.Unique();
        var registered = await Register(Subject, schema);
        (await Register(Qualified, schema)).IsOk();

        (await Get($"/schemas/guids/{registered.Member("guid")}/ids")).IsJson(
            $$"""[{"context":".","id":{{registered.Member("id")}}},{"context":"{{Context}}","id":1}]""");
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("nonsense")]
    public async Task An_unknown_guid_is_not_found(string guid)
    {
        (await Get($"/schemas/guids/{guid}")).IsError(40403, $"Schema {guid} not found");
        (await Get($"/schemas/guids/{guid}/ids")).IsJson("[]");
    }

    [Fact]
    public async Task A_known_content_has_a_known_guid() => Assert.Equal(
        "a3d8f88a-9756-7b65-8ee2-5c9472fa6c7d",
        (await Register(Subject, """{"type":"record","name":"myrecord","fields":[{"name":"f1","type":"string"}]}""")).Member("guid"));
}
