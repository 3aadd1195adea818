using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Settings;

/// <summary>What each mode allows (the table of reference 9).</summary>
public sealed class ModeTableTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Theory]
    [InlineData("READONLY")]
    [InlineData("READONLY_OVERRIDE")]
    public async Task Nothing_is_written_while_only_reading_is_allowed(string mode)
    {
        await RegisterVersions(Qualified, 1);
        (await Put($"/config/{Qualified}", new { compatibility = "FULL" })).IsOk();
        (await Put($"/mode/:{Context}:", new { mode })).IsOk();

        (await Register(Qualified, Avro.RecordOf(1))).IsOk();
        foreach (var reply in new[]
        {
            await Register(Qualified, Avro.RecordOf(2)),
            await Post($"/subjects/{Qualified}/versions", new { schema = Avro.RecordOf(2), id = 7 }),
            await Delete($"/subjects/{Qualified}"),
            await Delete($"/subjects/{Qualified}/versions/1"),
            await Put($"/config/{Qualified}", new { compatibility = "NONE" }),
            await Delete($"/config/{Qualified}"),
        })
        {
            reply.IsErrorSaying(42205, "is in read-only mode");
        }
    }

    [Fact]
    public async Task A_subject_s_own_mode_wins_over_a_read_only_override()
    {
        (await Put($"/mode/:{Context}:", new { mode = "READONLY_OVERRIDE" })).IsOk();
        (await Put($"/mode/{Qualified}", new { mode = "READWRITE" })).IsOk();

        (await Register(Qualified, Avro.Text)).IsOk();
    }

    [Fact]
    public async Task An_import_is_not_normalised_and_leaves_configuration_and_deletion_open()
    {
        const string Given = """{"type":"bytes","scale":4,"precision":17,"logicalType":"decimal"}""";
        (await Put($"/mode/:{Context}:", new { mode = "IMPORT" })).IsOk();
        var imported = await Post($"/subjects/{Qualified}/versions?normalize=true", new { schema = Given, id = 5, version = 1 });

        Assert.Equal(Given, imported.IsOk().Member("schema"));
        (await Put($"/config/{Qualified}", new { compatibility = "NONE" })).IsOk();
        (await Delete($"/config/{Qualified}")).IsOk();
        (await Delete($"/subjects/{Qualified}")).IsJson("[1]");
    }

    [Fact]
    public async Task Force_keeps_soft_deleted_versions()
    {
        await RegisterVersions(Qualified, 2);
        (await Delete($"/subjects/{Qualified}")).IsOk();
        (await Put($"/mode/{Qualified}?force=true", new { mode = "IMPORT" })).IsOk();

        (await Get($"/subjects/{Qualified}/versions?deleted=true")).IsJson("[1,2]");
    }
}
