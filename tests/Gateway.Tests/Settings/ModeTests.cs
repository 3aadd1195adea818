using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Settings;

/// <summary>Modes of subjects and contexts (reference 4.5 and 9).</summary>
public sealed class ModeTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task What_is_not_set_is_not_found()
    {
        (await Get($"/mode/{Subject}")).IsError(40409, $"Subject '{Subject}' does not have subject-level mode configured");
        (await Delete($"/mode/{Subject}")).IsError(40401, $"Subject '{Subject}' not found.");
        (await Get($"/mode/:{Context}:")).IsError(40409);
        (await Delete($"/mode/:{Context}:")).IsError(40401);
        (await Get($"/mode/{Subject}?defaultToGlobal=true")).IsJson("""{"mode":"READWRITE"}""");
    }

    [Theory]
    [InlineData("READWRITE")]
    [InlineData("readonly")]
    [InlineData("ReadOnly_Override")]
    [InlineData("import")]
    public async Task A_mode_is_read_in_any_case_and_answered_as_it_was_sent(string mode)
    {
        (await Put($"/mode/{Subject}", new { mode })).IsJson($$"""{"mode":"{{mode}}"}""");
        (await Get($"/mode/{Subject}")).IsJson($$"""{"mode":"{{mode.ToUpperInvariant()}}"}""");
        (await Delete($"/mode/{Subject}")).IsJson($$"""{"mode":"{{mode.ToUpperInvariant()}}"}""");
        (await Get($"/mode/{Subject}")).IsError(40409);
    }

    [Theory]
    [InlineData("{\"mode\":\"FROB\"}", "Invalid mode. Valid values are READWRITE, READONLY, IMPORT and FORWARD.")]
    [InlineData("{\"mode\":\"\"}", "Invalid mode. Valid values are READWRITE, READONLY, IMPORT and FORWARD.")]
    [InlineData("{}", "Invalid mode. Valid values are READWRITE, READONLY, IMPORT and FORWARD.")]
    [InlineData("{\"mode\":\"FORWARD\"}", "Forward mode only supported on global level")]
    [InlineData("{\"mode\":\"forward\"}", "Forward mode only supported on global level")]
    public async Task A_mode_that_cannot_be_is_refused(string body, string message)
    {
        (await Put($"/mode/{Subject}", body)).IsError(42204, message);
        (await Put($"/mode/:{Context}:", body)).IsError(42204, message);
    }

    [Fact]
    public async Task Null_clears_the_mode()
    {
        (await Put($"/mode/{Subject}", new { mode = "READONLY" })).IsOk();
        (await Put($"/mode/{Subject}", """{"mode":null}""")).IsJson("{}");

        (await Get($"/mode/{Subject}")).IsError(40409);
    }

    [Theory]
    [InlineData("READONLY")]
    [InlineData("READONLY_OVERRIDE")]
    public async Task A_read_only_subject_takes_nothing_new(string mode)
    {
        await RegisterVersions(Subject, 1);
        (await Put($"/mode/{Subject}", new { mode })).IsOk();

        (await Register(Subject, Avro.RecordOf(2))).IsError(42205, $"Subject {Subject} in context  is in read-only mode");
        (await Register(Subject, Avro.RecordOf(1))).IsOk();
    }

    [Fact]
    public async Task The_mode_of_a_context_is_in_force_for_its_subjects()
    {
        await RegisterVersions(Qualified, 1);
        (await Put($"/mode/:{Context}:", new { mode = "READONLY" })).IsOk();

        (await Register(Qualified, Avro.RecordOf(2))).IsError(42205, $"Subject {Qualified} in context :{Context}: is in read-only mode");
        (await Get($"/mode/{Qualified}?defaultToGlobal=true")).IsJson("""{"mode":"READONLY"}""");
        (await Put($"/mode/{Qualified}", new { mode = "READWRITE" })).IsOk();
        (await Register(Qualified, Avro.RecordOf(2))).IsOk();
    }

    [Fact]
    public async Task A_recursive_deletion_removes_the_modes_below()
    {
        await RegisterVersions(Qualified, 1);
        (await Put($"/mode/{Qualified}", new { mode = "READONLY" })).IsOk();
        (await Delete($"/mode/:{Context}:?recursive=true")).IsJson("{}");

        (await Get($"/mode/{Qualified}")).IsError(40409);
    }

    [Fact]
    public async Task A_recursive_deletion_finds_subjects_without_versions()
    {
        (await Put($"/mode/{Qualified}", new { mode = "READONLY" })).IsOk();
        (await Delete($"/mode/:{Context}:?recursive=true")).IsJson("{}");

        (await Get($"/mode/{Qualified}")).IsError(40409);
    }

    [Fact]
    public async Task A_recursive_deletion_answers_with_the_mode_of_the_context()
    {
        (await Put($"/mode/:{Context}:", new { mode = "IMPORT" })).IsOk();

        (await Delete($"/mode/:{Context}:?recursive=true")).IsJson("""{"mode":"IMPORT"}""");
    }
}
