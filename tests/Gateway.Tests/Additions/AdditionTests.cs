using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Additions;

/// <summary>What this registry adds to the protocol.</summary>
public sealed class AdditionTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task Subjects_come_in_pages_with_their_latest_version()
    {
        await RegisterVersions($":{Context}:a", 2);
        await RegisterVersions($":{Context}:b", 1);
        await RegisterVersions($":{Context}:c", 1);
        var first = (await Get($"/subjects?detail=latest&limit=2&subjectPrefix=:{Context}:")).IsOk();
        var second = (await Get($"/subjects?detail=latest&limit=2&subjectPrefix=:{Context}:&cursor={first.Member("next")}")).IsOk();

        Assert.Equal([$":{Context}:a 2", $":{Context}:b 1"], Shown(first));
        Assert.Equal([$":{Context}:c 1"], Shown(second));
        Assert.False(second.Has("next"));
    }

    [Fact]
    public async Task A_page_shows_what_a_list_needs()
    {
        await RegisterVersions(Qualified, 1);
        var version = await Get($"/subjects/{Qualified}/versions/1");
        var shown = (await Get($"/subjects?detail=latest&subjectPrefix={Qualified}"))["subjects"][0];

        Assert.Equal(
            ["subject", "version", "id", "guid", "schemaType", "ts", "deleted"], shown.EnumerateObject().Select(member => member.Name));
        Assert.Equal(version.Member("guid"), shown.GetProperty("guid").GetString());
    }

    [Fact]
    [Slow]
    public async Task Pages_longer_than_what_is_read_at_once_are_whole()
    {
        for (var number = 0; number < 60; number++)
        {
            (await Register($":{Context}:s{number:00}", Avro.Text)).IsOk();
        }

        Assert.Equal(60, Shown(await Get($"/subjects?detail=latest&limit=60&subjectPrefix=:{Context}:")).Length);
        Assert.Equal(55, Shown(await Get($"/subjects?detail=latest&limit=55&subjectPrefix=:{Context}:")).Length);
    }

    [Theory]
    [InlineData("%20")]
    [InlineData("A")]
    [InlineData("AA")]
    public async Task A_cursor_that_was_never_given_is_refused(string cursor) =>
        (await Get($"/subjects?detail=latest&cursor={cursor}")).IsError(400);

    [Theory]
    [InlineData("/subjects/{0}/versions")]
    [InlineData("/subjects/{0}/versions/1")]
    [InlineData("/subjects/{0}/versions/latest")]
    [InlineData("/subjects/{0}/versions/1/schema")]
    [InlineData("/subjects?subjectPrefix={0}&limit=10")]
    [InlineData("/subjects?subjectPrefix={0}")]
    [InlineData("/subjects?subjectPrefix={0}&detail=latest")]
    [InlineData("/contexts?contextPrefix=.none&limit=10")]
    [InlineData("/contexts?contextPrefix=.none")]
    public async Task What_a_client_has_already_is_not_sent_again(string template)
    {
        await RegisterVersions(Subject, 1);
        var path = string.Format(null, template, Subject);
        var first = (await Get(path)).IsOk();
        var again = await Get(path, ("If-None-Match", first.Header("ETag")!));

        Assert.Equal((304, ""), (again.Status, again.Text));
        (await Get(path, ("If-None-Match", "W/\"other\""))).IsOk();
        (await Get(path, ("If-None-Match", "*"))).Is(304);
    }

    [Fact]
    public async Task What_has_changed_is_sent()
    {
        await RegisterVersions(Subject, 1);
        var first = await Get($"/subjects/{Subject}/versions");
        (await Register(Subject, Avro.RecordOf(2))).IsOk();

        (await Get($"/subjects/{Subject}/versions", ("If-None-Match", first.Header("ETag")!))).IsJson("[1,2]");
    }

    private static string[] Shown(Reply reply) => [.. reply.IsOk()["subjects"].EnumerateArray()
        .Select(item => $"{item.GetProperty("subject").GetString()} {item.GetProperty("version").GetInt32()}")];
}
