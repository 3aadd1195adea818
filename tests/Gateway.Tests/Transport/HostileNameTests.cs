using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>Names that may not be written (reference 2.1) are refused on writing and not found on reading.</summary>
public sealed class HostileNameTests(SharedRegistry registry) : RestTests(registry.Process)
{
    public static TheoryData<string> Unwritable => ["%01", "a%0Ab", "%7F", "%C2%85", "__GLOBAL", "__EMPTY", ":.__GLOBAL:s", ":.a%09b:s", ":.c:__GLOBAL"];

    [Theory]
    [MemberData(nameof(Unwritable))]
    public async Task Registering_is_refused(string subject) =>
        (await Register(subject, Avro.Text)).IsError(42208, $"The specified subject '{Uri.UnescapeDataString(subject)}' is not a valid.");

    [Theory]
    [MemberData(nameof(Unwritable))]
    public async Task Configuring_is_refused(string subject) =>
        (await Put($"/config/{subject}", new { compatibility = "FULL" })).IsError(42208);

    [Theory]
    [MemberData(nameof(Unwritable))]
    public async Task Setting_a_mode_is_refused(string subject) => (await Put($"/mode/{subject}", new { mode = "IMPORT" })).IsError(42208);

    [Theory]
    [MemberData(nameof(Unwritable))]
    public async Task Reading_finds_nothing(string subject)
    {
        (await Get($"/subjects/{subject}/versions")).IsError(40401);
        (await Get($"/subjects/{subject}/versions/1")).IsError(40401);
        (await Get($"/subjects/{subject}/versions/1/referencedby")).IsError(40401);
        (await Get($"/config/{subject}")).IsError(40408);
        (await Get($"/mode/{subject}")).IsError(40409);
        (await Post($"/subjects/{subject}", Body(Avro.Text))).IsError(40401);
        (await Post($"/compatibility/subjects/{subject}/versions/1", Body(Avro.Text))).IsError(40402);
        (await Delete($"/subjects/{subject}")).IsError(40401);
        (await Delete($"/subjects/{subject}/versions/1")).IsError(40401);
        (await Delete($"/config/{subject}")).IsError(40401);
        (await Delete($"/mode/{subject}")).IsError(40401);
    }

    [Theory]
    [InlineData("/subjects?subjectPrefix=%00")]
    [InlineData("/subjects?subjectPrefix=:.a%00:")]
    [InlineData("/subjects?subjectPrefix=%FF")]
    [InlineData("/schemas?subjectPrefix=%00")]
    [InlineData("/contexts?contextPrefix=%00")]
    public async Task A_list_by_such_a_name_is_empty(string path) => (await Get(path)).IsJson("[]");

    [Fact]
    public async Task An_id_by_such_a_subject_is_looked_up_all_the_same()
    {
        var id = await IdOf(Subject, Avro.Unique());

        (await Get($"/schemas/ids/{id}?subject=a%00b")).IsOk();
    }

    [Fact]
    public async Task Names_of_255_characters_are_ordinary()
    {
        var subject = Subject + new string('é', 240);
        (await Register(subject, Avro.Text)).IsOk();

        (await Get($"/subjects/{subject}/versions")).IsJson("[1]");
    }

    [Fact]
    public async Task A_reference_to_such_a_subject_is_dangling() =>
        (await Register(Subject, Avro.Record("A", "\"B\""), new SchemaRef("B", "a\u0001b", 1))).IsError(42201);
}
