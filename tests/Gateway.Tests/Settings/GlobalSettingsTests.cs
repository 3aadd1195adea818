using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Settings;

/// <summary>
/// Settings of the top level and of the global scope (reference 8 and 9). They reach every subject, so that these tests have a
/// registry to themselves, and run one after the other.
/// </summary>
[Slow]
public sealed class GlobalSettingsTests(OwnRegistry registry) : RestTests(registry.Process), IClassFixture<OwnRegistry>, IAsyncLifetime
{
    private const string Global = ":.__GLOBAL:";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var scope in new[] { "", "/" + Global })
        {
            await Delete($"/mode{scope}");
            await Delete($"/config{scope}");
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Without_settings_the_servers_are_in_force()
    {
        (await Get("/config")).IsJson("""{"compatibilityLevel":"BACKWARD"}""");
        (await Get("/mode")).IsJson("""{"mode":"READWRITE"}""");
        (await Delete("/config")).IsJson("""{"compatibilityLevel":"BACKWARD"}""");
        (await Delete("/mode")).IsJson("""{"mode":"READWRITE"}""");
    }

    [Fact]
    public async Task The_top_level_is_set_and_removed()
    {
        (await Put("/config", new { compatibility = "full" })).IsJson("""{"compatibility":"FULL"}""");
        (await Get("/config")).IsJson("""{"compatibilityLevel":"FULL"}""");
        (await Get("/config/:.:")).IsJson("""{"compatibilityLevel":"FULL"}""");
        (await Delete("/config")).IsJson("""{"compatibilityLevel":"FULL"}""");
        (await Get("/config")).IsJson("""{"compatibilityLevel":"BACKWARD"}""");
    }

    [Theory]
    [InlineData("/config", "{\"compatibility\":\"SIDEWARD\"}", 42203)]
    [InlineData("/mode", "{\"mode\":\"FROB\"}", 42204)]
    [InlineData("/mode", "{\"mode\":\"FORWARD\"}", 42204)]
    public async Task What_cannot_be_is_refused(string path, string body, int code) => (await Put(path, body)).IsError(code);

    [Fact]
    public async Task The_top_level_is_in_force_for_subjects_of_the_default_context_only()
    {
        (await Put("/config", new { compatibility = "NONE" })).IsOk();

        (await Get($"/config/{Subject}?defaultToGlobal=true")).IsJson("""{"compatibilityLevel":"NONE"}""");
        (await Get($"/config/{Qualified}?defaultToGlobal=true")).IsJson("""{"compatibilityLevel":"BACKWARD"}""");
        (await Get($"/config/{Subject}")).IsError(40408);
    }

    [Fact]
    public async Task The_global_scope_is_in_force_where_no_other_is()
    {
        (await Put($"/config/{Global}", new { compatibility = "NONE" })).IsOk();
        (await Get($"/config/{Subject}?defaultToGlobal=true")).IsJson("""{"compatibilityLevel":"NONE"}""");
        (await Get($"/config/{Qualified}?defaultToGlobal=true")).IsJson("""{"compatibilityLevel":"NONE"}""");
        (await Get("/config?defaultToGlobal=true")).IsJson("""{"compatibilityLevel":"NONE"}""");
        (await Get("/config")).IsJson("""{"compatibilityLevel":"BACKWARD"}""");
        (await Put("/config", new { compatibility = "FULL" })).IsOk();

        (await Get($"/config/{Subject}?defaultToGlobal=true")).IsJson("""{"compatibilityLevel":"FULL"}""");
    }

    [Fact]
    public async Task Six_members_are_inherited_from_the_top_level()
    {
        (await Put(
            "/config",
            """
            {"normalize":true,"validateFields":true,"validateNewSchemas":false,"validateRules":true,"compatibilityPolicy":"LENIENT",
             "compatibilityGroup":"major","compatibility":"FULL","alias":"a","defaultMetadata":{"properties":{"k":"v"}}}
            """)).IsOk();
        (await Put($"/config/{Subject}", new { validateFields = false })).IsOk();

        (await Get($"/config/{Subject}?defaultToGlobal=true")).IsJson(
            """
            {"normalize":true,"validateFields":false,"validateNewSchemas":false,"validateRules":true,"compatibilityLevel":"BACKWARD",
             "compatibilityPolicy":"LENIENT","compatibilityGroup":"major"}
            """);
    }

    [Fact]
    public async Task A_subject_with_any_setting_has_the_servers_level()
    {
        (await Put("/config", new { compatibility = "NONE" })).IsOk();
        (await Put($"/config/{Subject}", new { normalize = true })).IsOk();
        await RegisterVersions(Subject, 1);

        (await Register(Subject, Avro.Incompatible)).IsError(40901);
    }

    [Fact]
    public async Task The_top_mode_is_in_force_for_the_default_context_only()
    {
        (await Put("/mode", new { mode = "READONLY" })).IsJson("""{"mode":"READONLY"}""");
        (await Get("/mode")).IsJson("""{"mode":"READONLY"}""");

        (await Register(Subject, Avro.Text)).IsError(42205, $"Subject {Subject} in context  is in read-only mode");
        (await Register(Qualified, Avro.Text)).IsOk();
        (await Put("/config", new { compatibility = "FULL" })).IsError(42205);
        (await Delete("/mode")).IsJson("""{"mode":"READONLY"}""");
        (await Register(Subject, Avro.Text)).IsOk();
    }

    [Fact]
    public async Task A_read_only_top_level_has_no_name()
    {
        (await Put("/mode", new { mode = "READONLY" })).IsOk();

        (await Put("/config", new { compatibility = "FULL" })).IsError(42205, "Subject null in context  is in read-only mode");
        (await Delete("/config")).IsError(42205, "Subject null in context  is in read-only mode");
    }

    [Fact]
    public async Task The_global_mode_is_in_force_where_no_other_is()
    {
        (await Put($"/mode/{Global}", new { mode = "READONLY" })).IsOk();
        (await Register(Qualified, Avro.Text)).IsError(42205);
        (await Register(Subject, Avro.Text)).IsError(42205);
        (await Put($"/mode/:{Context}:", new { mode = "READWRITE" })).IsOk();

        (await Register(Qualified, Avro.Text)).IsOk();
        (await Delete($"/mode/{Global}")).IsJson("""{"mode":"READONLY"}""");
    }

    [Fact]
    public async Task Forward_is_a_mode_of_the_global_scope_and_takes_ids()
    {
        (await Put($"/mode/{Global}", new { mode = "FORWARD" })).IsOk();
        (await Get($"/mode/{Global}")).IsJson("""{"mode":"FORWARD"}""");

        (await Register(Qualified, Avro.Text)).IsError(42205);
        (await Post($"/subjects/{Qualified}/versions", new { schema = Avro.Text, id = 5 })).IsOk();
    }

    [Fact]
    public async Task Import_of_the_top_level_looks_at_the_default_context_only()
    {
        await RegisterVersions(Qualified, 1);
        foreach (var subject in (await Get("/subjects?subjectPrefix=")).Names)
        {
            (await Delete($"/subjects/{subject}")).IsOk();
        }

        (await Put("/mode", new { mode = "IMPORT" })).IsOk();
        (await Get("/subjects?subjectPrefix=&deleted=true")).IsJson("[]");
        (await Get($"/subjects/{Qualified}/versions")).IsOk();
    }

    [Fact]
    public async Task The_default_context_spelt_out_is_the_top_level()
    {
        (await Put("/config/:.:", new { compatibility = "FULL" })).IsJson("""{"compatibility":"FULL"}""");
        (await Put("/mode/:.:", new { mode = "READONLY" })).IsJson("""{"mode":"READONLY"}""");
        (await Get("/config")).IsJson("""{"compatibilityLevel":"FULL"}""");
        (await Get("/mode")).IsJson("""{"mode":"READONLY"}""");
        (await Delete("/mode/:.:")).IsOk();
        (await Delete("/config/:.:")).IsOk();

        (await Get("/config")).IsJson("""{"compatibilityLevel":"BACKWARD"}""");
    }

    [Fact]
    public async Task A_top_level_without_a_level_shows_the_servers()
    {
        (await Put("/config", new { normalize = true })).IsJson("""{"normalize":true}""");

        (await Get("/config")).IsJson("""{"normalize":true,"compatibilityLevel":"BACKWARD"}""");
    }

    [Fact]
    public async Task An_alias_of_the_top_level_has_no_effect()
    {
        await RegisterVersions(Subject, 1);
        (await Put("/config", new { alias = Subject })).IsOk();

        (await Get($"/subjects/{Subject}x/versions")).IsError(40401, $"Subject '{Subject}x' not found.");
    }

    [Fact]
    public async Task Null_clears_the_top_mode()
    {
        (await Put("/mode", new { mode = "READONLY" })).IsOk();
        (await Put("/mode", """{"mode":null}""")).IsJson("{}");

        (await Get("/mode")).IsJson("""{"mode":"READWRITE"}""");
    }

    [Fact]
    public async Task Forward_compares_nothing_and_leaves_configuration_and_deletion_open()
    {
        (await Put($"/mode/{Global}", new { mode = "FORWARD" })).IsOk();
        (await Post($"/subjects/{Qualified}/versions", new { schema = Avro.RecordOf(1), id = 5, version = 3 })).IsOk();
        (await Post($"/subjects/{Qualified}/versions", new { schema = Avro.Number, id = 6, version = 4 })).IsOk();

        (await Put($"/config/{Qualified}", new { compatibility = "NONE" })).IsOk();
        (await Delete($"/subjects/{Qualified}")).IsJson("[3,4]");
    }

    [Fact]
    public async Task A_subject_forbids_import_of_the_top_level()
    {
        await RegisterVersions(Subject, 1);

        (await Put("/mode", new { mode = "IMPORT" })).IsError(42205, "Cannot import since found existing subjects");
        (await Put("/mode?force=true", new { mode = "IMPORT" })).IsOk();
    }
}

/// <summary>A registry whose modes cannot be changed.</summary>
public sealed class FixedModeRegistry : OwnRegistry
{
    protected override IReadOnlyDictionary<string, string> Environment { get; } =
        new Dictionary<string, string> { ["MODE_MUTABILITY"] = "false" };
}

[Slow]
public sealed class FixedModeTests(FixedModeRegistry registry) : RestTests(registry.Process), IClassFixture<FixedModeRegistry>
{
    [Theory]
    [InlineData("/mode")]
    [InlineData("/mode/s")]
    [InlineData("/mode/:.c:")]
    public async Task No_mode_is_changed(string path)
    {
        (await Put(path, new { mode = "READONLY" })).IsError(42205, "Mode changes are not allowed");
        (await Delete(path)).IsError(42205, "Mode changes are not allowed");
    }
}
