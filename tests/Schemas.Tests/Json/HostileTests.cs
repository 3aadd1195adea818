using System.Text;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>Time is measured here; nothing else may run beside it.</summary>
[CollectionDefinition(nameof(HostileTests), DisableParallelization = true)]
public sealed class HostileCollection;

/// <summary>Input made to hurt: it has to end soon, in an answer or a clear error.</summary>
[Slow]
[Collection(nameof(HostileTests))]
public sealed class HostileTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(2_000)]
    [InlineData(10_000)]
    [InlineData(200_000)]
    public void Deep_nesting_is_refused(int levels) => Within(() => Assert.Contains(
        "nested deeper than 500",
        Parsed.Try(Repeat("{\"not\":", levels) + "{}" + Repeat("}", levels)).Error?.Message,
        StringComparison.Ordinal));

    [Theory]
    [InlineData("{\"not\":", "}")]
    [InlineData("{\"type\":\"object\",\"not\":", "}")]
    [InlineData("{\"type\":\"object\",\"properties\":{\"a\":", "}}")]
    [InlineData("{\"type\":[\"object\"],\"oneOf\":[", "]}")]
    public void The_deepest_nesting_accepted_is_compared(string open, string close)
    {
        var levels = 499 / open.Count(character => character is '{' or '[');
        var original = Repeat(open, levels - 1) + "{\"minLength\":1}" + Repeat(close, levels - 1);
        var update = Repeat(open, levels - 1) + "{\"minLength\":2}" + Repeat(close, levels - 1);

        Within(() => Assert.NotEmpty(Parsed.Changes(original, update)));
    }

    [Fact]
    public void A_long_chain_of_references_is_compared()
    {
        string Chain(string end) => Defined("d0", Many(50_000, i => $"\"d{i}\":{Ref(i + 1)}"), $"\"d50000\":{end}");

        Within(() => Assert.Equal("TYPE_CHANGED #/", Assert.Single(Parsed.Changes(Chain("true"), Chain("false"))).ToString()));
    }

    [Fact]
    public void A_long_chain_of_properties_is_compared_or_given_up()
    {
        string Chain(string end) => Defined("d0", Many(20_000, i => $"\"d{i}\":{Object("n", Ref(i + 1))}"), $"\"d20000\":{end}");

        Within(() => Assert.Same(CommonRules.TooComplex, Assert.Single(Parsed.Changes(Chain("true"), Chain("false"))).Rule));
    }

    [Fact]
    public void A_circle_of_references_is_refused() => Within(() => Assert.Contains(
        "leads back to itself",
        Parsed.Try(Defined("d0", Many(10_000, i => $"\"d{i}\":{Ref((i + 1) % 10_000)}"))).Error?.Message,
        StringComparison.Ordinal));

    [Theory]
    [InlineData("allOf")]
    [InlineData("oneOf")]
    [InlineData("anyOf")]
    public void Nested_combinations_of_which_each_uses_the_next_twice_are_compared(string keyword)
    {
        // 30 levels: 2^30 paths to the last.
        string Nested(string last) => Defined(
            "d0",
            Many(30, i => $"\"d{i}\":{{\"{keyword}\":[{Object("a", Ref(i + 1))},{Object("b", Ref(i + 1))}]}}"),
            $"\"d30\":{last}");

        Within(() => Assert.NotEmpty(Parsed.Changes(Nested("""{"type":"string"}"""), Nested("""{"type":"string","maxLength":3}"""))));
    }

    [Fact]
    public void Nested_properties_of_which_each_uses_the_next_twice_are_too_complex_when_all_differ()
    {
        string Nested(string last) => Defined(
            "d0", Many(30, i => $"\"d{i}\":{{\"properties\":{{\"a\":{Ref(i + 1)},\"b\":{Ref(i + 1)}}}}}"), $"\"d30\":{last}");

        Within(() => Assert.Same(
            CommonRules.TooComplex, Assert.Single(Parsed.Changes(Nested("""{"type":"string"}"""), Nested("""{"type":"number"}"""))).Rule));
    }

    [Fact]
    public void Definitions_that_all_refer_to_each_other_are_compared()
    {
        string Web(string type) => Defined("d0", Many(60, i =>
            $"\"d{i}\":{{\"properties\":{{\"v\":{{\"type\":\"{(i == 59 ? type : "string")}\"}},\"k\":{{\"oneOf\":[{Many(60, Ref)}]}}}}}}"));

        Within(() => Assert.NotEmpty(Parsed.Changes(Web("string"), Web("number"))));
    }

    [Fact]
    public void Fifty_thousand_properties_are_compared()
    {
        string Wide(string type) => $"{{\"properties\":{{{Many(50_000, i => $"\"p{i}\":{{\"type\":\"{type}\"}}")}}}}}";

        Within(() => Assert.Equal(50_000, Parsed.Changes(Wide("string"), Wide("number")).Length));
    }

    [Fact]
    public void Fifty_thousand_references_are_compared()
    {
        string Wide(string type) =>
            $"{{\"definitions\":{{\"d0\":{{\"type\":\"{type}\"}}}},\"properties\":{{{Many(50_000, i => $"\"p{i}\":{Ref(0)}")}}}}}";

        Within(() => Assert.Equal(50_000, Parsed.Changes(Wide("integer"), Wide("number")).Length));
    }

    [Fact]
    public void A_huge_enumeration_is_compared()
    {
        string Values(int count) => $"{{\"enum\":[{Many(count, i => $"{i}")}]}}";

        Within(() => Assert.Equal("ENUM_ARRAY_EXTENDED #/enum", Assert.Single(Parsed.Changes(Values(200_000), Values(200_001))).ToString()));
    }

    [Fact]
    public void A_wide_union_with_one_change_is_compared()
    {
        string Union(int changed) => "{\"oneOf\":[" + Many(20_000, i =>
            $"{{\"properties\":{{\"kind\":{{\"const\":{i}}},\"v\":{{\"maxLength\":{(i == changed ? 5 : 4)}}}}}}}") + "]}";

        Within(() => Assert.Single(Parsed.Changes(Union(-1), Union(7))));
    }

    [Fact]
    public void A_wide_union_with_every_branch_changed_ends()
    {
        string Union(string name) => $"{{\"oneOf\":[{Many(5_000, i => Object($"{name}{i}", "{}"))}]}}";

        Within(() => Assert.NotEmpty(Parsed.Changes(Union("a"), Union("b"))));
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(?=(a+)+$)x")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    [InlineData("(x+x+)+y|(?!b)(a|a)*$")]
    public void A_pathological_pattern_is_given_up(string pattern)
    {
        var name = new string('a', 5_000) + "!";
        var closed = $"\"patternProperties\":{{\"{pattern}\":{{\"type\":\"string\"}}}},\"additionalProperties\":false}}";
        var original = "{" + closed;
        var update = $"{{\"properties\":{{{Many(100, i => $"\"{name}{i}\":true")}}},{closed}";

        Within(() => Assert.NotEmpty(Parsed.Changes(original, update)));
    }

    [Fact]
    public void Of_a_match_that_took_too_long_nothing_is_said()
    {
        var closed = "\"patternProperties\":{\"^(?=(a+)+$)x|^a\":{\"type\":\"string\"}},\"additionalProperties\":false}";
        var name = new string('a', 5_000) + "!";

        Within(() => Assert.StartsWith(
            "COMPARISON_TOO_COMPLEX ",
            Assert.Single(Parsed.Changes("{" + closed, $"{{\"properties\":{{\"{name}\":{{\"type\":\"string\"}}}},{closed}")).ToString(),
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("((((((((((a{1,1000}){1,1000}){1,1000}){1,1000}){1,1000}){1,1000}){1,1000}){1,1000}){1,1000}){1,1000})")]
    [InlineData("[[[[[[[[a]]]]]]]]")]
    public void A_huge_pattern_is_accepted(string pattern) =>
        Within(() => Assert.Null(Parsed.Try($$"""{"patternProperties":{"{{pattern}}":true},"pattern":"{{pattern}}"}""").Error));

    [Fact]
    public void A_deep_pattern_is_accepted() =>
        Within(() => Assert.Null(Parsed.Try($$"""{"pattern":"{{Repeat("(", 100_000) + Repeat(")", 100_000)}}"}""").Error));

    [Fact]
    public void Many_references_below_a_huge_id_are_resolved() => Within(() => Assert.NotNull(
        Parsed.Try($"{{\"$id\":\"http://x/{Repeat("a/", 500_000)}\",\"allOf\":[{Many(30_000, _ => "{\"$ref\":\"b\"}")}]}}").Error));

    [Fact]
    public void Huge_exponents_are_divided() => Within(() => Assert.Equal(
        "MULTIPLE_OF_REDUCED #/multipleOf",
        Assert.Single(Parsed.Changes("""{"multipleOf":3e999999999}""", """{"multipleOf":1e-999999999}""")).ToString()));

    [Fact]
    public void A_number_of_many_digits_is_refused() =>
        Within(() => Assert.NotNull(Parsed.Try($$"""{"maximum":1{{Repeat("0", 1_000_000)}}}""").Error));

    private static string Many(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));

    private static string Ref(int definition) => $"{{\"$ref\":\"#/definitions/d{definition}\"}}";

    private static string Object(string name, string schema) => $"{{\"properties\":{{\"{name}\":{schema}}}}}";

    private static string Defined(string first, params string[] definitions) =>
        $"{{\"$ref\":\"#/definitions/{first}\",\"definitions\":{{{string.Join(',', definitions)}}}}}";

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static void Within(Action action)
    {
        var spent = ProcessorTime.Of(action);
        Assert.True(spent < Limit, $"took {spent}");
    }
}
