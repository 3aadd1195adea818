using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Contexts;

/// <summary>Paths below <c>/contexts/{ctx}</c> (reference 2.2).</summary>
public sealed class ContextPrefixTests(SharedRegistry registry) : RestTests(registry.Process)
{
    public static TheoryData<string> Spellings => ["{0}", ":{0}:", ":{0}", "{1}", "%3A{0}%3A"];

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task A_subject_is_qualified(string spelling)
    {
        (await Post($"/contexts/{Spelt(spelling)}/subjects/{Subject}/versions", Body(Avro.Text))).IsOk();

        (await Get($"/subjects/{Qualified}/versions")).IsJson("[1]");
        Assert.Equal(Qualified, (await Get($"/contexts/{Spelt(spelling)}/subjects/{Subject}/versions/1")).Member("subject"));
    }

    [Fact]
    public async Task The_default_context_changes_nothing()
    {
        (await Post($"/contexts/:.:/subjects/{Subject}/versions", Body(Avro.Text))).IsOk();

        (await Get($"/subjects/{Subject}/versions")).IsJson("[1]");
        (await Get("/contexts/:.:/mode")).IsOk();
    }

    [Theory]
    [InlineData(":.{0}-other:{1}")]
    [InlineData("%3A.{0}-other%3A{1}")]
    public async Task A_qualified_subject_wins(string written)
    {
        (await Post($"/contexts/{Context}/subjects/{string.Format(null, written, Context[1..], Subject)}/versions", Body(Avro.Text))).IsOk();

        (await Get($"/subjects/:{Context}-other:{Subject}/versions")).IsJson("[1]");
    }

    [Fact]
    public async Task Compatibility_is_checked_inside()
    {
        await RegisterVersions(Qualified, 1);

        (await Post($"/contexts/{Context}/compatibility/subjects/{Subject}/versions/1", Body(Avro.Incompatible)))
            .IsJson("""{"is_compatible":false}""");
    }

    [Fact]
    public async Task Settings_are_those_of_the_context()
    {
        (await Put($"/contexts/{Context}/config", new { compatibility = "FULL" })).IsOk();
        (await Put($"/contexts/{Context}/mode", new { mode = "READONLY" })).IsOk();

        (await Get($"/config/:{Context}:")).IsJson("""{"compatibilityLevel":"FULL"}""");
        (await Get($"/mode/:{Context}:")).IsJson("""{"mode":"READONLY"}""");
    }

    [Fact]
    public async Task Settings_of_a_subject_are_those_of_the_one_inside()
    {
        (await Put($"/contexts/{Context}/config/{Subject}", new { compatibility = "FULL" })).IsOk();
        (await Put($"/contexts/{Context}/mode/{Subject}", new { mode = "READONLY" })).IsOk();

        (await Get($"/config/{Qualified}")).IsOk();
        (await Get($"/mode/{Qualified}")).IsOk();
    }

    [Fact]
    public async Task Ids_are_those_of_the_context()
    {
        await RegisterVersions(Qualified, 1);

        foreach (var path in new[] { "", "/schema", "/subjects", "/versions" })
        {
            (await Get($"/contexts/{Context}/schemas/ids/1{path}")).IsOk();
            (await Get($"/contexts/{Context}/schemas/ids/1{path}?subject={Subject}")).IsOk();
            (await Get($"/contexts/{Context}/schemas/ids/1{path}?subject={Subject}x")).IsError(40403);
            (await Get($"/contexts/{Context}x/schemas/ids/1{path}")).IsError(40403);
        }

        Assert.Equal(Qualified, (await Get($"/contexts/{Context}/schemas/ids/1?subject={Subject}")).Member("subject"));
    }

    [Fact]
    public async Task Lists_are_those_of_the_context()
    {
        (await Register(Qualified, Avro.Text)).IsOk();
        (await Register($":{Context}:other", Avro.Text)).IsOk();

        Assert.Equal([$":{Context}:other", Qualified], (await Get($"/contexts/{Context}/subjects")).Names.Order(StringComparer.Ordinal));
        (await Get($"/contexts/{Context}/subjects?subjectPrefix=oth")).IsJson($"""[":{Context}:other"]""");
        (await Get($"/contexts/{Context}x/subjects?subjectPrefix=:{Context}:oth")).IsJson($"""[":{Context}:other"]""");
        (await Get($"/contexts/{Context}x/subjects?subjectPrefix=:*:{Subject}")).IsJson($"""["{Qualified}"]""");
        Assert.Equal(2, (await Get($"/contexts/{Context}/schemas")).Json.GetArrayLength());
    }

    [Fact]
    public async Task Types_and_guids_belong_to_no_context()
    {
        var guid = (await Register(Subject, Avro.Unique())).Member("guid");

        (await Get($"/contexts/{Context}/schemas/types")).IsOk();
        (await Get($"/contexts/{Context}/schemas/guids/{guid}")).IsOk();
        (await Get($"/contexts/{Context}/schemas/guids/{guid}/ids")).IsOk();
    }

    [Theory]
    [InlineData("subjects")]
    [InlineData("config")]
    [InlineData("mode")]
    [InlineData("contexts")]
    [InlineData("versions")]
    public async Task A_subject_may_be_called_like_a_word_of_the_path(string subject)
    {
        (await Post($"/contexts/{Context}/subjects/{subject}/versions", Body(Avro.Text))).IsOk();

        (await Get($"/subjects/:{Context}:{subject}/versions")).IsJson("[1]");
    }

    [Theory]
    [InlineData("a:b")]
    [InlineData(".a:b")]
    [InlineData(":.a:b:")]
    public async Task A_colon_inside_the_name_is_a_bad_request(string context) =>
        (await Get($"/contexts/{context}/subjects")).IsErrorSaying(400, "cannot contain a colon");

    [Fact]
    public async Task What_is_not_offered_is_not_found_inside_either()
    {
        (await Get($"/contexts/{Context}/dek-registry/v1/keks")).IsError(404);
        (await Get($"/contexts/{Context}/associations/subjects/s")).IsError(404);
    }

    private string Spelt(string spelling) => string.Format(null, spelling, Context, Context[1..]);
}
