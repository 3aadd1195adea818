using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Contracts;

/// <summary>Rule sets (reference 3.6 and 6.3). They are stored and returned, which the open server does not do.</summary>
public sealed class RuleSetTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task Rules_come_back_with_their_defaults()
    {
        var reply = await WithRules("""{"domainRules":[{"name":"r","type":"CEL","expr":"true"}]}""");

        const string Stored = """{"domainRules":[{"name":"r","kind":"TRANSFORM","mode":"WRITEREAD","type":"CEL","expr":"true","disabled":false}]}""";
        Assert.Equal(Stored, reply.IsOk().Member("ruleSet"));
        Assert.Equal(Stored, (await Get($"/subjects/{Subject}/versions/1")).Member("ruleSet"));
        Assert.Equal(Stored, (await Get($"/schemas/ids/{reply.Member("id")}")).Member("ruleSet"));
    }

    [Fact]
    public async Task Everything_in_a_rule_comes_back()
    {
        const string Rules =
            """{"migrationRules":[{"name":"m","doc":"d","kind":"CONDITION","mode":"UPDOWN","type":"T","tags":["A","B"],"params":{"a":"1"},"expr":"e","onSuccess":"NONE,ERROR","onFailure":"DLQ,NONE","disabled":true}],"domainRules":[{"name":"d","kind":"TRANSFORM","mode":"READ","type":"T","disabled":false}],"encodingRules":[{"name":"e","kind":"TRANSFORM","mode":"WRITEREAD","type":"ENCRYPT_PAYLOAD","disabled":false}],"enableAt":"CLIENT"}""";

        Assert.Equal(Rules, (await WithRules(Rules)).IsOk().Member("ruleSet"));
    }

    [Theory]
    [InlineData("domainRules", """{"name":"a","type":"T"},{"name":"a","type":"T"}""", "Found rule with duplicate name 'a'")]
    [InlineData("migrationRules", """{"name":"a","type":"T","mode":"READ"}""", "Migration rules can only be UPGRADE, DOWNGRADE, UPDOWN")]
    [InlineData("migrationRules", """{"name":"a","type":"T"}""", "Migration rules can only be UPGRADE, DOWNGRADE, UPDOWN")]
    [InlineData("domainRules", """{"name":"a","type":"T","mode":"UPGRADE"}""", "Domain rules can only be WRITE, READ, WRITEREAD")]
    [InlineData("encodingRules", """{"name":"a","type":"T","mode":"UPDOWN"}""", "Encoding rules can only be WRITE, READ, WRITEREAD")]
    [InlineData("domainRules", """{"type":"T"}""", "Missing rule name")]
    [InlineData("domainRules", """{"name":"a"}""", "Missing rule type")]
    [InlineData("domainRules", """{"name":"","type":"T"}""", "Empty rule name")]
    [InlineData("domainRules", """{"name":"1a","type":"T"}""", "Illegal initial character in rule name: 1a")]
    [InlineData("domainRules", """{"name":"a.b","type":"T"}""", "Illegal character in rule name: a.b")]
    [InlineData("domainRules", """{"name":"a","type":"T","mode":"WRITE","onSuccess":"A,B"}""", "Multiple actions only valid with WRITEREAD and UPDOWN")]
    [InlineData("migrationRules", """{"name":"a","type":"T","mode":"UPGRADE","onFailure":"A,B"}""", "Multiple actions only valid with WRITEREAD and UPDOWN")]
    [InlineData("migrationRules", """{"name":"a","type":"T","mode":"READ","onFailure":"A,B"}""", "Multiple actions only valid with WRITEREAD and UPDOWN")]
    public async Task A_bad_rule_is_refused(string list, string rules, string message)
    {
        var ruleSet = $$"""{"{{list}}":[{{rules}}]}""";
        (await WithRules(ruleSet)).IsError(42210, message);
        (await Put($"/config/{Subject}", $$"""{"overrideRuleSet":{{ruleSet}} }""")).IsError(42210, message);
        (await Post($"/subjects/{Subject}/versions/1/tags", $$"""{"rulesToMerge":{{ruleSet}} }""")).IsError(42210, message);
    }

    [Theory]
    [InlineData(256, 200)]
    [InlineData(257, 422)]
    public async Task A_name_has_at_most_256_characters(int length, int status) =>
        (await WithRules($$"""{"domainRules":[{"name":"{{new string('a', length)}}","type":"T"}]}""")).Is(status);

    [Fact]
    public async Task A_longer_name_is_too_long() =>
        (await WithRules($$"""{"domainRules":[{"name":"{{new string('a', 257)}}","type":"T"}]}""")).IsError(42210, "Rule name too long");

    [Theory]
    [InlineData("ALL")]
    [InlineData("CLIENT")]
    [InlineData("GATEWAY")]
    [InlineData("SERVER")]
    [InlineData("NONE")]
    public async Task Where_rules_are_in_force_comes_back(string enableAt)
    {
        var ruleSet = (await WithRules($$"""{"domainRules":[{"name":"a","type":"T"}],"enableAt":"{{enableAt}}"}""")).IsOk()["ruleSet"];

        Assert.Equal(enableAt, ruleSet.GetProperty("enableAt").GetString());
    }

    [Theory]
    [InlineData("migrationRules", "UPDOWN")]
    [InlineData("migrationRules", "UPGRADE")]
    [InlineData("migrationRules", "DOWNGRADE")]
    [InlineData("domainRules", "WRITE")]
    [InlineData("domainRules", "READ")]
    [InlineData("domainRules", "WRITEREAD")]
    [InlineData("encodingRules", "WRITE")]
    [InlineData("encodingRules", "READ")]
    [InlineData("encodingRules", "WRITEREAD")]
    public async Task These_modes_are_modes(string list, string mode) => Assert.Equal(
        mode,
        (await WithRules($$"""{"{{list}}":[{"name":"a","type":"T","mode":"{{mode}}"}]}""")).IsOk()["ruleSet"].GetProperty(list)[0].GetProperty("mode").GetString());

    [Theory]
    [InlineData("_a")]
    [InlineData("a-b_C9")]
    [InlineData("é")]
    public async Task These_names_are_names(string name) =>
        (await WithRules($$"""{"domainRules":[{"name":"{{name}}","type":"T"}]}""")).IsOk();

    [Fact]
    public async Task A_bad_rule_outranks_a_bad_subject_and_a_bad_schema() =>
        (await Post("/subjects/__GLOBAL/versions", """{"schemaType":"FOO","ruleSet":{"domainRules":[{"name":"a"}]}}""")).IsError(42210);

    [Fact]
    public async Task A_bad_subject_outranks_a_bad_schema() =>
        (await Post("/subjects/__GLOBAL/versions", """{"schemaType":"FOO"}""")).IsError(42208);

    [Fact]
    public async Task Rules_are_inherited_from_the_version_before()
    {
        (await Post($"/subjects/{Subject}/versions", $$"""{"schema":{{Quoted(Avro.RecordOf(1))}},"ruleSet":{"domainRules":[{"name":"a","type":"T"}] } }""")).IsOk();

        Assert.Contains("\"name\":\"a\"", (await Register(Subject, Avro.RecordOf(2))).Member("ruleSet"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_are_part_of_the_identity()
    {
        (await Register(Subject, Avro.Text)).IsOk();

        Assert.Equal(2, (await WithRules("""{"domainRules":[{"name":"a","type":"T"}]}"""))["version"].GetInt32());
    }

    [Fact]
    public async Task Defaults_and_overrides_are_joined_by_name()
    {
        (await Put(
            $"/config/{Subject}",
            """
            {"defaultRuleSet":{"domainRules":[{"name":"a","type":"DEFAULT"},{"name":"b","type":"DEFAULT"}]},
             "overrideRuleSet":{"domainRules":[{"name":"c","type":"OVERRIDE"}],"encodingRules":[{"name":"e","type":"OVERRIDE"}]}}
            """)).IsOk();
        var reply = await WithRules("""{"domainRules":[{"name":"b","type":"GIVEN"},{"name":"c","type":"GIVEN"}]}""");

        Assert.Equal(
            ["a DEFAULT", "b GIVEN", "c OVERRIDE"],
            reply.IsOk()["ruleSet"].GetProperty("domainRules").EnumerateArray()
                .Select(rule => $"{rule.GetProperty("name").GetString()} {rule.GetProperty("type").GetString()}"));
        Assert.Equal(1, reply["ruleSet"].GetProperty("encodingRules").GetArrayLength());
    }

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private Task<Reply> WithRules(string ruleSet) =>
        Post($"/subjects/{Subject}/versions", $$"""{"schema":"\"string\"","ruleSet":{{ruleSet}} }""");
}
