using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Settings;

/// <summary>Configuration of subjects and contexts (reference 4.5 and 8).</summary>
public sealed class ConfigTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task What_is_not_set_is_not_found()
    {
        (await Get($"/config/{Subject}")).IsError(40408, $"Subject '{Subject}' does not have subject-level compatibility configured");
        (await Delete($"/config/{Subject}")).IsError(40401, $"Subject '{Subject}' not found.");
        (await Get($"/config/:{Context}:")).IsError(40408);
        (await Delete($"/config/:{Context}:")).IsError(40401);
    }

    [Fact]
    public async Task The_level_is_named_differently_when_it_is_read()
    {
        (await Put($"/config/{Subject}", new { compatibility = "full" })).IsJson("""{"compatibility":"FULL"}""");
        (await Get($"/config/{Subject}")).IsJson("""{"compatibilityLevel":"FULL"}""");
        (await Delete($"/config/{Subject}")).IsJson("""{"compatibilityLevel":"FULL"}""");
        (await Get($"/config/{Subject}")).IsError(40408);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("Backward")]
    [InlineData("BACKWARD_TRANSITIVE")]
    [InlineData("forward")]
    [InlineData("forward_transitive")]
    [InlineData("FULL")]
    [InlineData("full_Transitive")]
    public async Task A_level_is_read_in_any_case(string compatibility) => Assert.Equal(
        compatibility.ToUpperInvariant(), (await Put($"/config/{Subject}", new { compatibility })).IsOk().Member("compatibility"));

    [Fact]
    public async Task An_unknown_level_is_refused()
    {
        (await Put($"/config/{Subject}", new { compatibility = "SIDEWARD" })).IsError(
            42203,
            "Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive, "
            + "forward_transitive, and full_transitive");

        (await Get($"/config/{Subject}")).IsError(40408);
    }

    [Fact]
    public async Task An_unknown_policy_is_refused() =>
        (await Put($"/config/{Subject}", new { compatibilityPolicy = "SLACK" })).IsError(42203);

    [Theory]
    [InlineData("strict")]
    [InlineData("LENIENT")]
    [InlineData("Logical")]
    public async Task A_policy_is_read_in_any_case(string compatibilityPolicy) => Assert.Equal(
        compatibilityPolicy.ToUpperInvariant(), (await Put($"/config/{Subject}", new { compatibilityPolicy })).Member("compatibilityPolicy"));

    [Fact]
    public async Task Everything_that_is_set_comes_back()
    {
        const string Config =
            """
            {"alias":"other","aliasForDeks":"another","normalize":true,"validateFields":false,"validateNewSchemas":true,"validateRules":true,
             "compatibility":"FORWARD","compatibilityPolicy":"LENIENT","compatibilityGroup":"major",
             "defaultMetadata":{"tags":{"a.b":["PII"]},"properties":{"owner":"x"},"sensitive":["owner"]},
             "overrideMetadata":{"properties":{"tier":"1"}},
             "defaultRuleSet":{"domainRules":[{"name":"r","kind":"CONDITION","mode":"WRITE","type":"CEL","expr":"true","disabled":false}]},
             "overrideRuleSet":{"migrationRules":[{"name":"m","kind":"TRANSFORM","mode":"UPGRADE","type":"JSONATA","tags":["T"],"params":{"p":"v"},"disabled":true}],"enableAt":"ALL"}}
            """;

        (await Put($"/config/{Subject}", Config)).IsJson(Config);
        (await Get($"/config/{Subject}")).IsJson(Config.Replace("\"compatibility\"", "\"compatibilityLevel\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_absent_stays_and_null_clears()
    {
        (await Put($"/config/{Subject}", """{"compatibility":"FULL","normalize":true,"compatibilityGroup":"major"}""")).IsOk();

        (await Put($"/config/{Subject}", """{"normalize":null,"validateFields":true}"""))
            .IsJson("""{"validateFields":true,"compatibility":"FULL","compatibilityGroup":"major"}""");
        (await Put($"/config/{Subject}", "{}")).IsJson("""{"validateFields":true,"compatibility":"FULL","compatibilityGroup":"major"}""");
    }

    [Fact]
    public async Task A_cleared_level_is_shown_as_the_servers()
    {
        (await Put($"/config/{Subject}", """{"compatibility":"FULL","normalize":true}""")).IsOk();
        (await Put($"/config/{Subject}", """{"compatibility":null}""")).IsJson("""{"normalize":true}""");

        (await Get($"/config/{Subject}")).IsJson("""{"normalize":true,"compatibilityLevel":"BACKWARD"}""");
    }

    [Fact]
    public async Task What_is_in_force_is_told_on_request()
    {
        (await Put($"/config/:{Context}:", new { compatibility = "FORWARD" })).IsOk();

        (await Get($"/config/{Qualified}?defaultToGlobal=true")).IsJson("""{"compatibilityLevel":"FORWARD"}""");
        (await Get($"/config/{Qualified}")).IsError(40408);
        (await Get($"/config/:{Context}:")).IsJson("""{"compatibilityLevel":"FORWARD"}""");
    }

    [Fact]
    public async Task A_subject_in_a_context_inherits_nothing_once_it_has_settings_of_its_own()
    {
        (await Put($"/config/:{Context}:", new { compatibility = "NONE", normalize = true })).IsOk();
        (await Put($"/config/{Qualified}", new { validateFields = true })).IsOk();

        (await Get($"/config/{Qualified}?defaultToGlobal=true")).IsJson("""{"validateFields":true,"compatibilityLevel":"BACKWARD"}""");
    }

    [Fact]
    public async Task The_level_of_a_context_is_in_force_for_its_subjects()
    {
        (await Put($"/config/:{Context}:", new { compatibility = "NONE" })).IsOk();
        await RegisterVersions(Qualified, 1);

        (await Register(Qualified, Avro.Incompatible)).IsOk();
    }

    [Fact]
    public async Task A_change_of_level_is_in_force_at_once()
    {
        await RegisterVersions(Subject, 1);
        (await Register(Subject, Avro.Incompatible)).IsError(40901);
        (await Put($"/config/{Subject}", new { compatibility = "NONE" })).IsOk();

        (await Register(Subject, Avro.Incompatible)).IsOk();
    }

    [Fact]
    public async Task Read_only_subjects_keep_their_configuration()
    {
        (await Put($"/config/{Subject}", new { compatibility = "FULL" })).IsOk();
        (await Put($"/mode/{Subject}", new { mode = "READONLY" })).IsOk();

        (await Put($"/config/{Subject}", new { compatibility = "NONE" })).IsError(42205, $"Subject {Subject} in context  is in read-only mode");
        (await Delete($"/config/{Subject}")).IsError(42205, $"Subject {Subject} in context  is in read-only mode");
    }

    [Fact]
    public async Task What_is_not_set_is_not_found_rather_than_read_only()
    {
        (await Put($"/mode/:{Context}:", new { mode = "READONLY" })).IsOk();

        (await Delete($"/config/{Qualified}")).IsError(40401, $"Subject '{Qualified}' not found.");
        (await Delete($"/config/:{Context}:")).IsError(40401, $"Subject ':{Context}:' not found.");
    }

    [Fact]
    public async Task A_read_only_context_keeps_its_configuration()
    {
        (await Put($"/mode/:{Context}:", new { mode = "READONLY" })).IsOk();

        (await Put($"/config/:{Context}:", new { compatibility = "NONE" })).IsError(42205);
    }

    [Fact]
    public async Task A_bad_rule_set_is_refused() =>
        (await Put($"/config/{Subject}", """{"defaultRuleSet":{"domainRules":[{"name":"r","type":"T"},{"name":"r","type":"T"}]}}"""))
            .IsError(42210, "Found rule with duplicate name 'r'");

    [Theory]
    [InlineData("{\"normalize\":{}}")]
    [InlineData("{\"normalize\":1}")]
    [InlineData("{\"defaultMetadata\":1}")]
    [InlineData("{\"compatibility\":[]}")]
    public async Task A_wrong_type_is_a_bad_request(string body) => (await Put($"/config/{Subject}", body)).IsError(400);
}
