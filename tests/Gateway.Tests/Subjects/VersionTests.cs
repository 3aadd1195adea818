using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Subjects;

/// <summary>Reading versions (reference 4.2 and 7.2).</summary>
public sealed class VersionTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task A_version_shows_all_that_is_stored()
    {
        await RegisterVersions(Qualified, 1);
        var reply = (await Get($"/subjects/{Qualified}/versions/1")).IsOk();

        Assert.Equal(["subject", "version", "id", "guid", "schemaType", "schema", "ts", "deleted"], reply.Members);
        Assert.Equal((Qualified, "1", "1", "AVRO", Avro.RecordOf(1), "False"), (
            reply.Member("subject"), reply.Member("version"), reply.Member("id"), reply.Member("schemaType"), reply.Member("schema"),
            reply.Member("deleted")));
    }

    [Theory]
    [InlineData("latest", 2)]
    [InlineData("LATEST", 2)]
    [InlineData("%20latest%20", 2)]
    [InlineData("-1", 2)]
    [InlineData("1", 1)]
    [InlineData("+1", 1)]
    public async Task A_version_may_be_written_as(string version, int number)
    {
        await RegisterVersions(Subject, 2);

        Assert.Equal(number, (await Get($"/subjects/{Subject}/versions/{version}")).IsOk()["version"].GetInt32());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-2")]
    [InlineData("abc")]
    [InlineData("1.0")]
    [InlineData("2147483648")]
    [InlineData("1x")]
    public async Task Anything_else_is_no_version(string version)
    {
        var text = $"The specified version '{version}' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\"";

        (await Get($"/subjects/{Subject}/versions/{version}")).IsError(42202, text);
        (await Get($"/subjects/{Subject}/versions/{version}/schema")).IsError(42202, text);
        (await Get($"/subjects/{Subject}/versions/{version}/referencedby")).IsError(42202, text);
        (await Delete($"/subjects/{Subject}/versions/{version}")).IsError(42202, text);
        (await Post($"/subjects/{Subject}/versions/{version}/tags", new { })).IsError(42202, text);
        (await Post($"/compatibility/subjects/{Subject}/versions/{version}", Body(Avro.Text))).IsError(42202, text);
    }

    [Fact]
    public async Task The_text_alone_is_not_quoted()
    {
        (await Register(Subject, Avro.Text)).IsOk();

        Assert.Equal("\"string\"", (await Get($"/subjects/{Subject}/versions/latest/schema")).IsOk().Text);
    }

    [Fact]
    public async Task Missing_subjects_and_versions_are_told_apart()
    {
        await RegisterVersions(Subject, 1);

        (await Get($"/subjects/{Subject}/versions/2")).IsError(40402, "Version 2 not found.");
        (await Get($"/subjects/{Subject}/versions/2/schema")).IsError(40402, "Version 2 not found.");
        (await Get($"/subjects/{Subject}/versions/2/referencedby")).IsError(40402, "Version 2 not found.");
        (await Get($"/subjects/{Subject}x/versions/2")).IsError(40401, $"Subject '{Subject}x' not found.");
        (await Get($"/subjects/{Subject}x/versions/latest")).IsError(40401, $"Subject '{Subject}x' not found.");
        (await Get($"/subjects/{Subject}x/versions")).IsError(40401, $"Subject '{Subject}x' not found.");
    }

    [Fact]
    public async Task Latest_is_the_newest_that_is_not_deleted()
    {
        await RegisterVersions(Subject, 3);
        (await Delete($"/subjects/{Subject}/versions/3")).IsOk();

        Assert.Equal(2, (await Get($"/subjects/{Subject}/versions/latest"))["version"].GetInt32());
        Assert.Equal(2, (await Get($"/subjects/{Subject}/versions/latest?deleted=true"))["version"].GetInt32());
    }

    [Fact]
    public async Task A_soft_deleted_version_is_shown_on_request()
    {
        await RegisterVersions(Subject, 2);
        (await Delete($"/subjects/{Subject}/versions/1")).IsOk();

        (await Get($"/subjects/{Subject}/versions/1")).IsError(40402, "Version 1 not found.");
        Assert.True((await Get($"/subjects/{Subject}/versions/1?deleted=true")).IsOk()["deleted"].GetBoolean());
        (await Get($"/subjects/{Subject}/versions/1/schema?deleted=true")).IsOk();
    }

    [Fact]
    public async Task A_soft_deleted_subject_is_shown_on_request()
    {
        await RegisterVersions(Subject, 1);
        (await Delete($"/subjects/{Subject}")).IsOk();

        (await Get($"/subjects/{Subject}/versions/1")).IsError(40401);
        (await Get($"/subjects/{Subject}/versions/1?deleted=true")).IsOk();
        (await Get($"/subjects/{Subject}/versions/latest")).IsError(40401);
        (await Get($"/subjects/{Subject}/versions/latest?deleted=true")).IsError(40402, "Version -1 not found.");
    }

    [Theory]
    [InlineData("", "[2,4]")]
    [InlineData("?deleted=true", "[1,2,3,4]")]
    [InlineData("?deletedOnly=true", "[1,3]")]
    [InlineData("?deletedOnly=true&deleted=true", "[1,3]")]
    [InlineData("?deletedAsNegative=true", "[-1,2,-3,4]")]
    [InlineData("?deletedAsNegative=true&deleted=true", "[-1,2,-3,4]")]
    [InlineData("?offset=1", "[4]")]
    [InlineData("?deleted=true&offset=1&limit=2", "[2,3]")]
    [InlineData("?deleted=true&limit=0", "[1,2,3,4]")]
    [InlineData("?deleted=true&limit=-5&offset=-5", "[1,2,3,4]")]
    [InlineData("?offset=9", "[]")]
    public async Task Versions_are_listed_ascending(string query, string versions)
    {
        await RegisterVersions(Subject, 4);
        (await Delete($"/subjects/{Subject}/versions/1")).IsOk();
        (await Delete($"/subjects/{Subject}/versions/3")).IsOk();

        (await Get($"/subjects/{Subject}/versions{query}")).IsJson(versions);
    }

    [Theory]
    [InlineData("", 40401)]
    [InlineData("?deletedAsNegative=true", 40401)]
    [InlineData("?deleted=true", 200)]
    [InlineData("?deletedOnly=true", 200)]
    [InlineData("?deletedAsNegative=true&deleted=true", 200)]
    public async Task Versions_of_a_deleted_subject_are_listed_on_request(string query, int code)
    {
        await RegisterVersions(Subject, 1);
        (await Delete($"/subjects/{Subject}")).IsOk();

        (await Get($"/subjects/{Subject}/versions{query}")).Is(code == 200 ? 200 : 404);
    }

    [Fact]
    public async Task A_list_without_deleted_versions_is_not_found_when_only_they_are_asked_for()
    {
        await RegisterVersions(Subject, 1);

        (await Get($"/subjects/{Subject}/versions?deletedOnly=true")).IsError(40401);
    }

    [Theory]
    [InlineData("?key=owner&value=a", 1)]
    [InlineData("?key=owner&value=b", 2)]
    [InlineData("?key=owner&value=b&key=tier&value=1", 2)]
    [InlineData("", 2)]
    public async Task The_newest_version_with_these_properties_is_found(string query, int version)
    {
        await RegisterOwned("a");
        await RegisterOwned("b");

        Assert.Equal(version, (await Get($"/subjects/{Subject}/metadata{query}")).IsOk()["version"].GetInt32());
    }

    [Fact]
    public async Task No_version_with_these_properties_is_no_schema()
    {
        (await Get($"/subjects/{Subject}/metadata?key=owner&value=a")).IsError(40401);
        await RegisterOwned("a");

        (await Get($"/subjects/{Subject}/metadata?key=owner&value=c")).IsError(40403);
        (await Get($"/subjects/{Subject}/metadata?key=owner&value=a&key=tier&value=2")).IsError(40403);
        (await Get($"/subjects/{Subject}/metadata?key=owner&value=c&key=owner&value=a")).IsOk();
    }

    [Fact]
    public async Task Soft_deleted_versions_are_searched_for_properties_on_request()
    {
        await RegisterOwned("a");
        (await Delete($"/subjects/{Subject}")).IsOk();

        (await Get($"/subjects/{Subject}/metadata?key=owner&value=a")).IsError(40401);
        (await Get($"/subjects/{Subject}/metadata?key=owner&value=a&deleted=true")).IsOk();
    }

    private async Task RegisterOwned(string owner) => (await Post(
        $"/subjects/{Subject}/versions", new { schema = Avro.Text, metadata = new { properties = new { owner, tier = "1" } } })).IsOk();
}
