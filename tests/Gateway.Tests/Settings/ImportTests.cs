using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Settings;

/// <summary>IMPORT mode (reference 6.5 and 9).</summary>
public sealed class ImportTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task Ids_and_versions_are_those_of_the_client()
    {
        await OpenForImport();
        (await Import(Avro.RecordOf(1), id: 100, version: 3)).IsOk();

        var reply = await Get($"/subjects/{Qualified}/versions/3");
        Assert.Equal((100, 3), (reply["id"].GetInt32(), reply["version"].GetInt32()));
    }

    [Fact]
    public async Task Ids_given_out_later_are_higher()
    {
        await OpenForImport();
        (await Import(Avro.RecordOf(1), id: 100, version: 3)).IsOk();
        (await Import(Avro.RecordOf(2), id: 50, version: 4)).IsOk();
        (await Put($"/mode/:{Context}:", new { mode = "READWRITE" })).IsOk();
        var next = await Register(Qualified, Avro.RecordOf(3));

        Assert.Equal((101, 5), (next["id"].GetInt32(), next["version"].GetInt32()));
        Assert.Equal(101, (await Get($"/schemas/ids/50?subject=:{Context}:&fetchMaxId=true"))["maxId"].GetInt32());
    }

    [Fact]
    public async Task An_id_is_needed()
    {
        await OpenForImport();

        (await Register(Qualified, Avro.RecordOf(1))).IsError(42205, $"Subject {Qualified} in context :{Context}: is not in read-write mode");
    }

    [Fact]
    public async Task What_is_there_already_needs_no_id()
    {
        await OpenForImport();
        (await Import(Avro.RecordOf(1), id: 100, version: 3)).IsOk();

        Assert.Equal(100, await IdOf(Qualified, Avro.RecordOf(1)));
    }

    [Fact]
    public async Task An_id_stands_for_one_content()
    {
        await OpenForImport();
        (await Import(Avro.RecordOf(1), id: 100, version: 1)).IsOk();

        (await Import(Avro.RecordOf(2), id: 100, version: 2))
            .IsError(42205, $"Overwrite new schema with id 100 in context :{Context}: is not permitted.");
        (await Import(Avro.RecordOf(1), id: 101, version: 2)).IsOk();
    }

    [Fact]
    public async Task A_version_is_overwritten()
    {
        await OpenForImport();
        (await Import(Avro.RecordOf(1), id: 100, version: 1)).IsOk();
        (await Import(Avro.RecordOf(2), id: 101, version: 1)).IsOk();

        Assert.Equal(101, (await Get($"/subjects/{Qualified}/versions/1"))["id"].GetInt32());
        (await Get($"/subjects/{Qualified}/versions")).IsJson("[1]");
    }

    [Fact]
    public async Task Nothing_is_compared_or_validated()
    {
        await OpenForImport();
        (await Import(Avro.RecordOf(1), id: 1, version: 1)).IsOk();

        (await Import(Avro.Incompatible, id: 2, version: 2)).IsOk();
        (await Import("""{"type":"record","name":"bad-name","fields":[]}""", id: 3, version: 3)).IsOk();
        (await Import("nonsense", id: 4, version: 4)).IsError(42201);
    }

    [Fact]
    public async Task Metadata_is_not_inherited()
    {
        await OpenForImport();
        (await Post(
            $"/subjects/{Qualified}/versions",
            new { schema = Avro.RecordOf(1), id = 1, version = 1, metadata = new { properties = new { owner = "a" } } })).IsOk();
        (await Import(Avro.RecordOf(2), id: 2, version: 2)).IsOk();

        Assert.False((await Get($"/subjects/{Qualified}/versions/2")).Has("metadata"));
    }

    [Fact]
    public async Task References_must_be_there()
    {
        await OpenForImport();

        (await Post(
            $"/subjects/{Qualified}/versions",
            new { schema = Avro.Record("A", "\"B\""), id = 1, version = 1, references = new[] { new SchemaRef("B", "none", 1) } }))
            .IsErrorSaying(42201, "No schema reference found for subject \"none\" and version 1");
    }

    [Fact]
    public async Task Deleting_is_allowed()
    {
        await OpenForImport();
        (await Import(Avro.RecordOf(1), id: 1, version: 1)).IsOk();

        (await Delete($"/subjects/{Qualified}/versions/1")).IsOk();
    }

    [Fact]
    public async Task Existing_subjects_forbid_it_unless_it_is_forced()
    {
        await RegisterVersions(Qualified, 1);

        (await Put($"/mode/:{Context}:", new { mode = "IMPORT" })).IsError(42205, "Cannot import since found existing subjects");
        (await Put($"/mode/{Qualified}", new { mode = "IMPORT" })).IsError(42205, "Cannot import since found existing subjects");
        (await Put($"/mode/:{Context}:?force=true", new { mode = "IMPORT" })).IsOk();
        (await Put($"/mode/{Qualified}?force=true", new { mode = "IMPORT" })).IsOk();
        (await Put($"/mode/:{Context}:", new { mode = "IMPORT" })).IsOk();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Soft_deleted_versions_make_room(bool wholeContext)
    {
        await RegisterVersions(Qualified, 2);
        (await Delete($"/subjects/{Qualified}")).IsOk();
        (await Put(wholeContext ? $"/mode/:{Context}:" : $"/mode/{Qualified}", new { mode = "IMPORT" })).IsOk();

        (await Get($"/subjects/{Qualified}/versions?deleted=true")).IsError(40401);
    }

    [Fact]
    public async Task Soft_deleted_versions_that_are_referred_to_forbid_it()
    {
        (await Register($":{Context}:b", Avro.Record("B", "\"int\""))).IsOk();
        (await Register(Subject, Avro.Record("A", "\"B\""), new SchemaRef("B", $":{Context}:b", 1))).IsOk();
        (await Delete($"/subjects/{Subject}")).IsOk();
        (await Delete($"/subjects/:{Context}:b")).IsOk();

        (await Put($"/mode/:{Context}:", new { mode = "IMPORT" })).IsError(42206);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public async Task The_least_and_the_highest_id_are_ids(int id)
    {
        await OpenForImport();
        (await Import(Avro.RecordOf(1), id, version: 1)).IsOk();

        (await Get($"/schemas/ids/{id}?subject=:{Context}:")).IsOk();
    }

    [Fact]
    public async Task The_highest_id_uses_up_no_other()
    {
        await OpenForImport();
        (await Import(Avro.RecordOf(1), int.MaxValue, version: 1)).IsOk();
        (await Put($"/mode/:{Context}:", new { mode = "READWRITE" })).IsOk();

        Assert.Equal(1, await IdOf(Qualified, Avro.RecordOf(2)));
    }

    [Fact]
    public async Task After_the_highest_version_there_is_none()
    {
        await OpenForImport();
        (await Import(Avro.RecordOf(1), 1, version: int.MaxValue)).IsOk();
        (await Put($"/mode/:{Context}:", new { mode = "READWRITE" })).IsOk();

        (await Register(Qualified, Avro.RecordOf(2))).IsError(42201);
    }

    [Fact]
    public async Task Older_soft_deleted_versions_of_the_same_id_make_room()
    {
        await OpenForImport();
        (await Import(Avro.RecordOf(1), id: 10, version: 2)).IsOk();
        (await Delete($"/subjects/{Qualified}/versions/2")).IsOk();
        (await Import(Avro.RecordOf(1), id: 10, version: 1)).IsOk();
        (await Get($"/subjects/{Qualified}/versions?deleted=true")).IsJson("[1,2]");
        (await Import(Avro.RecordOf(1), id: 10, version: 3)).IsOk();

        (await Get($"/subjects/{Qualified}/versions?deleted=true")).IsJson("[1,3]");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_read_only_subject_or_context_can_be_opened(bool wholeContext)
    {
        var path = wholeContext ? $"/mode/:{Context}:" : $"/mode/{Qualified}";
        await RegisterVersions(Qualified, 1);
        (await Delete($"/subjects/{Qualified}")).IsOk();
        (await Put(path, new { mode = "READONLY" })).IsOk();

        (await Put(path, new { mode = "IMPORT" })).IsOk();
        (await Get($"/subjects/{Qualified}/versions?deleted=true")).IsError(40401);
    }

    [Fact]
    public async Task A_subject_in_a_context_that_is_open_may_be_opened_with_what_it_has()
    {
        await OpenForImport();
        (await Import(Avro.RecordOf(1), id: 1, version: 1)).IsOk();

        (await Put($"/mode/{Qualified}", new { mode = "IMPORT" })).IsOk();
    }

    private async Task OpenForImport() => (await Put($"/mode/:{Context}:", new { mode = "IMPORT" })).IsOk();

    private Task<Reply> Import(string schema, int id, int version) =>
        Post($"/subjects/{Qualified}/versions", new { schema, id, version });
}
