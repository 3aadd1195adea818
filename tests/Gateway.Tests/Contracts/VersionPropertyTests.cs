using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Contracts;

/// <summary>The property <c>confluent:version</c> (reference 6.3 and 6.4).</summary>
public sealed class VersionPropertyTests(SharedRegistry registry) : RestTests(registry.Process)
{
    private const string Property = "confluent:version";

    [Fact]
    public async Task The_latest_schema_without_it_is_the_existing_version()
    {
        await Registered("-1");

        Assert.Equal(1, (await Register(Subject, Avro.Text))["version"].GetInt32());
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("2", 3)]
    [InlineData("7", 3)]
    [InlineData("0", 3)]
    [InlineData("-1", 3)]
    public async Task A_number_means_that_version_or_a_new_one(string number, int version)
    {
        (await Register(Subject, Avro.RecordOf(1))).IsOk();
        (await Register(Subject, Avro.RecordOf(2))).IsOk();
        var reply = await Versioned(Avro.RecordOf(1), number);

        Assert.Equal(version, reply["version"].GetInt32());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("9")]
    public async Task The_right_number_is_written(string number)
    {
        (await Register(Subject, Avro.RecordOf(1))).IsOk();
        await Versioned(Avro.RecordOf(2), number);

        Assert.Equal("2", await Written(2));
    }

    [Fact]
    public async Task A_version_that_was_asked_for_bears_it()
    {
        (await Register(Subject, Avro.RecordOf(1))).IsOk();
        (await Post($"/subjects/{Subject}/versions", new { schema = Avro.RecordOf(2), version = 2 })).IsOk();

        Assert.Equal("2", await Written(2));
    }

    [Fact]
    public async Task Asking_for_the_latest_makes_a_version_unless_it_is_the_latest()
    {
        (await Register(Subject, Avro.RecordOf(1))).IsOk();
        (await Register(Subject, Avro.RecordOf(2))).IsOk();

        Assert.Equal(2, (await Latest(Avro.RecordOf(2)))["version"].GetInt32());
        Assert.Equal(3, (await Latest(Avro.RecordOf(1)))["version"].GetInt32());
        Assert.Equal("3", await Written(3));
    }

    [Fact]
    public async Task The_next_version_bears_its_own_number()
    {
        await Registered("-1");
        (await Register(Subject, Avro.Text)).IsOk();
        (await Post($"/subjects/{Subject}/versions", new { schema = Avro.Text, metadata = new { properties = new { owner = "a" } } })).IsOk();

        Assert.Null(await Written(2));
    }

    [Fact]
    public async Task A_lookup_without_it_disregards_it()
    {
        await Registered("-1");

        Assert.Equal(1, (await Post($"/subjects/{Subject}", Body(Avro.Text))).IsOk()["version"].GetInt32());
    }

    private Task<Reply> Registered(string number) => Versioned(Avro.Text, number);

    private async Task<Reply> Versioned(string schema, string number) => (await Post(
        $"/subjects/{Subject}/versions",
        new { schema, metadata = new { properties = new Dictionary<string, string> { [Property] = number } } })).IsOk();

    private async Task<Reply> Latest(string schema) =>
        (await Post($"/subjects/{Subject}/versions", new { schema, version = -1 })).IsOk();

    private async Task<string?> Written(int version)
    {
        var reply = (await Get($"/subjects/{Subject}/versions/{version}")).IsOk();
        return reply.Has("metadata") && reply["metadata"].GetProperty("properties").TryGetProperty(Property, out var number)
            ? number.GetString()
            : null;
    }

    [Fact]
    public async Task Version_minus_one_makes_a_version_unless_the_latest_is_the_same_without_what_it_inherits()
    {
        (await Post($"/subjects/{Subject}/versions", new { schema = Avro.Text, metadata = new { properties = new { owner = "a" } } })).IsOk();
        var reply = (await Post($"/subjects/{Subject}/versions", new { schema = Avro.Text, version = -1 })).IsOk();

        Assert.Equal(("2", """{"properties":{"confluent:version":"2","owner":"a"}}"""), (reply.Member("version"), reply.Member("metadata")));
    }

    [Fact]
    public async Task What_would_be_inherited_does_not_pass_a_read_only_mode()
    {
        (await Post($"/subjects/{Subject}/versions", new { schema = Avro.Text, metadata = new { properties = new { owner = "a" } } })).IsOk();
        (await Put($"/mode/{Subject}", new { mode = "READONLY" })).IsOk();

        (await Post($"/subjects/{Subject}/versions", new { schema = Avro.Text })).IsError(42205);
        (await Post($"/subjects/{Subject}/versions", new { schema = Avro.Text, metadata = new { properties = new { owner = "a" } } })).IsOk();
    }
}
