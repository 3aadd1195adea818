using System.Globalization;
using System.Text;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>Keeps tests that look at the clock away from those that load the machine.</summary>
[CollectionDefinition("On the clock", DisableParallelization = true)]
public sealed class OnTheClock;

/// <summary>Input made to hang, to overflow or to fill memory gets an error or an answer, and soon.</summary>
[Slow]
[Collection("On the clock")]
public sealed class HostileTests
{
    // A second on a quiet machine; the tests share theirs.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    public static TheoryData<string> Names() => [.. Texts().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_text_is_answered_in_time(string name)
    {
        var text = Texts()[name]();
        var spent = ProcessorTime.Of(() =>
        {
            if (Proto.TryParse(text).Schema is { } schema)
            {
                schema.Validate(validateFields: true);
                schema.Normalized().ReadingFrom(schema);
                schema.Formatted("serialized");
            }
        });

        Assert.InRange(spent, TimeSpan.Zero, Limit);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(10_000)]
    public void Deep_nesting_is_refused(int levels) =>
        Assert.Contains("nested more than 500 levels deep", Proto.TryParse(Repeat("message M {", levels) + Repeat("}", levels)).Error?.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(2_000)]
    [InlineData(10_000)]
    public void Deep_aggregates_are_refused(int levels) =>
        Assert.Contains("nested more than 500 levels deep", Proto.TryParse("option (a) = " + Repeat("{ a: ", levels) + "1" + Repeat("}", levels) + ";").Error?.Message, StringComparison.Ordinal);

    [Fact]
    public void A_deep_option_path_is_refused() =>
        Assert.Contains("more than 500 parts", Proto.TryParse("option (a)" + Repeat(".a", 10_000) + " = 1;").Error?.Message, StringComparison.Ordinal);

    [Fact]
    public void The_deepest_nesting_allowed_is_understood()
    {
        var schema = Proto.Parse(Repeat("message M {", 500) + Repeat("}", 500));
        Assert.Empty(schema.Normalized().ReadingFrom(schema));
    }

    [Fact]
    public void A_deep_descriptor_is_refused()
    {
        var bytes = new List<byte>();
        for (var i = 0; i < 3_000; i++)
        {
            var length = new List<byte>();
            for (var rest = bytes.Count; ; rest >>= 7)
            {
                length.Add((byte)(rest > 127 ? (rest & 127) | 128 : rest));
                if (rest <= 127)
                {
                    break;
                }
            }

            bytes.InsertRange(0, [(byte)(i == 2_999 ? 0x22 : 0x1A), .. length]);
        }

        Assert.NotNull(Proto.TryParse(Convert.ToBase64String([.. bytes])).Error);
    }

    [Fact]
    public void A_long_chain_of_changed_imports_is_given_up_with_a_finding()
    {
        const int Length = 40_000;
        var chain = new StringBuilder("syntax = \"proto3\"; message M0 { int32 x = 1; }");
        for (var i = 1; i <= Length; i++)
        {
            chain.Append(CultureInfo.InvariantCulture, $"message M{i} {{ M{i - 1} m = 1; }}");
        }

        var text = $"syntax = \"proto3\"; import \"i.proto\"; message A {{ M{Length} m = 1; }}";
        var original = Proto.Parse(text, [], [new ResolvedReference("i.proto", "i", 1, chain.ToString())]);
        var update = Proto.Parse(text, [], [new ResolvedReference("i.proto", "i", 2, chain.ToString())]);
        Assert.Contains(update.ReadingFrom(original), finding => finding.Rule == CommonRules.TooComplex);
    }

    [Fact]
    public void A_comparison_beyond_its_budget_says_so()
    {
        var result = Proto.TryParse(Fields(1_000), ParseOptions.ForNewSchemas with { WorkBudget = 5_000 });
        var other = Proto.Parse(Fields(50_000));
        Assert.Contains(result.Schema!.ReadingFrom(other), finding => finding.Rule == CommonRules.TooComplex);
    }

    [Fact]
    public void A_text_beyond_its_budget_says_so() =>
        Assert.Contains("work budget", Proto.TryParse(Fields(1_000), ParseOptions.ForNewSchemas with { WorkBudget = 100 }).Error?.Message, StringComparison.Ordinal);

    private static Dictionary<string, Func<string>> Texts() => new()
    {
        ["10,000 levels of messages"] = () => Repeat("message M {", 10_000),
        ["10,000 levels of groups"] = () => "message M {" + Repeat("optional group G = 1 {", 10_000),
        ["50,000 fields"] = () => Fields(50_000),
        ["50,000 fields with one tag"] = () => "syntax = \"proto3\"; message M {" + string.Concat(Enumerable.Range(1, 50_000).Select(i => $"int32 f{i} = 1;")) + "}",
        ["50,000 fields in one oneof"] = () => "syntax = \"proto3\"; message M { oneof o {" + string.Concat(Enumerable.Range(1, 15_000).Select(i => $"int32 f{i} = {i};")) + "} }",
        ["100,000 enum constants"] = () => "syntax = \"proto3\"; enum E {" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"V{i} = {i};")) + "}",
        ["100,000 aliases"] = () => "enum E { option allow_alias = true;" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"V{i} = 0;")) + "}",
        ["100,000 reserved ranges"] = () => "message M { reserved " + string.Join(',', Enumerable.Range(1, 100_000).Select(i => $"{i * 2} to {i * 2}")) + "; }",
        ["50,000 extensions over 50,000 ranges"] = () => "message M { extensions " + string.Join(',', Enumerable.Range(20_000, 50_000).Select(i => $"{i * 2}")) + "; } extend M {"
            + string.Concat(Enumerable.Range(20_000, 50_000).Select(i => $"optional int32 e{i} = {i * 2};")) + "}",
        ["50,000 parts of one option"] = () => "syntax = \"proto3\"; import \"confluent/meta.proto\";" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"option (confluent.file_meta).tags = \"{i}\";")),
        ["50,000 keys in one aggregate"] = () => "syntax = \"proto3\"; import \"confluent/meta.proto\"; option (confluent.file_meta) = {" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"tags: \"{i}\" ")) + "};",
        ["an unterminated string of 5 MB"] = () => "syntax = \"" + new string('a', 5_000_000),
        ["an unterminated comment of 5 MB"] = () => "/*" + new string('*', 5_000_000),
        ["a comment of 5 MB"] = () => "//" + new string('/', 5_000_000),
        ["a name of 5 MB"] = () => "message " + new string('a', 5_000_000) + " {}",
        ["a dotted name of 5 MB"] = () => "package " + Repeat("a.", 2_500_000) + "a;",
        ["a string of 5 MB in pieces"] = () => "option java_package = " + Repeat("'a' ", 1_250_000) + ";",
        ["5 MB of escapes"] = () => "option java_package = '" + Repeat("\\x41", 1_250_000) + "';",
        ["5 MB of semicolons"] = () => new string(';', 5_000_000),
        ["5 MB of dashes"] = () => "option a = " + new string('-', 5_000_000),
        ["5 MB of base64"] = () => new string('A', 5_000_000),
        ["5 MB of NUL"] = () => new string('\0', 5_000_000),
        ["long names deep inside"] = () => Deep(500, new string('n', 2_000), "optional {0} f{1} = {1};", 2_000),
        ["many names looked up from deep inside"] = () => "message Far {} " + Deep(490, "n", "optional Far f{1} = {1};", 10_000),
        ["many lines deep inside"] = () => Deep(490, "n", "optional int32 f{1} = {1};", 200_000),
        ["option paths deep inside"] = () => Deep(490, "n", "option (a)" + Repeat(".a", 490) + " = 1;", 3_000),
    };

    private static string Repeat(string part, int times) => new StringBuilder(part.Length * times).Insert(0, part, times).ToString();

    private static string Fields(int count) =>
        "syntax = \"proto3\"; message M {" + string.Concat(Enumerable.Range(20_000, count).Select(i => $"int32 f{i} = {i};")) + "}";

    private static string Deep(int levels, string name, string line, int lines)
    {
        var text = new StringBuilder();
        for (var i = 0; i < levels; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"message {name}{i} {{");
        }

        for (var i = 20_000; i < 20_000 + lines; i++)
        {
            text.Append(line.Replace("{0}", name + (levels - 1), StringComparison.Ordinal).Replace("{1}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        return text.Append('}', levels).ToString();
    }
}
