using SchemaRegistry.Schemas.Avro;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Tests.Avro;

/// <summary>The rules of reference 11.3, each as it holds and as it is broken.</summary>
public sealed class AvroComparisonTests
{
    private const string Table = "comparisons.json";

    private static readonly string[] Primitives = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

    public static IEnumerable<TheoryDataRow<string>> Comparisons() => AvroData.Names(Table);

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void A_reader_is_compared_with_a_writer(string name)
    {
        var row = AvroData.Case(Table, name);
        var reader = AvroData.Parse(row.Raw("reader")!, row.References());
        var writer = AvroData.Parse(row.Raw("writer")!, row.References("writerReferences") ?? row.References());

        Assert.Equal(
            row.Strings("findings"),
            reader.ReadingFrom(writer).Select(finding => $"{finding.Rule.Id} {finding.Path} {finding.Info}"));
    }

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void A_schema_reads_itself(string name)
    {
        var reader = AvroData.Parse(AvroData.Case(Table, name).Raw("reader")!, AvroData.Case(Table, name).References());

        Assert.Empty(reader.ReadingFrom(reader));
    }

    public static IEnumerable<TheoryDataRow<string, string>> Pairs() =>
        from writer in Primitives
        from reader in Primitives
        select new TheoryDataRow<string, string>(writer, reader);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_primitive_is_read_as_itself_and_along_the_promotions(string writer, string reader)
    {
        var readable = writer == reader || (writer, reader) is
            ("int", "long" or "float" or "double") or ("long", "float" or "double") or ("float", "double")
            or ("string", "bytes") or ("bytes", "string");

        Assert.Equal(
            readable ? [] : [$"TYPE_MISMATCH / reader type: {reader.ToUpperInvariant()} not compatible with writer type: {writer.ToUpperInvariant()}"],
            AvroData.Parse($"\"{reader}\"").ReadingFrom(AvroData.Parse($"\"{writer}\""))
                .Select(finding => $"{finding.Rule.Id} {finding.Path} {finding.Info}"));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_field_is_promoted_like_a_type_alone(string writer, string reader)
    {
        var alone = AvroData.Parse($"\"{reader}\"").ReadingFrom(AvroData.Parse($"\"{writer}\""));
        var asField = AvroData.Parse(WithField(reader)).ReadingFrom(AvroData.Parse(WithField(writer)));

        Assert.Equal(
            alone.Select(finding => finding with { Path = "/fields/0/type" }),
            asField);
    }

    public static IEnumerable<TheoryDataRow<string, string>> Kinds() =>
        from writer in Complex.Keys.Concat(Primitives)
        from reader in Complex.Keys.Concat(Primitives)
        where Complex.ContainsKey(writer) || Complex.ContainsKey(reader)
        select new TheoryDataRow<string, string>(writer, reader);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Types_of_different_kinds_do_not_read_each_other(string writer, string reader)
    {
        var findings = AvroData.Parse(Text(reader)).ReadingFrom(AvroData.Parse(Text(writer)));

        Assert.Equal(
            writer == reader ? [] : ["TYPE_MISMATCH /"],
            findings.Select(finding => finding.ToString()));
    }

    [Theory]
    [InlineData("NAME_MISMATCH", "The name of the schema has changed (path '/name')", "expected: n.R",
        """{"type":"record","name":"S","fields":[]}""", """{"type":"record","name":"n.R","fields":[]}""")]
    [InlineData("FIXED_SIZE_MISMATCH", "The size of FIXED type field at path '/size' in the READER schema does not match with the WRITER schema", "expected: 8, found: 4",
        """{"type":"fixed","name":"F","size":4}""", """{"type":"fixed","name":"F","size":8}""")]
    [InlineData("MISSING_ENUM_SYMBOLS", "The READER schema is missing enum symbols '[B]' at path '/symbols' in the WRITER schema", "[B]",
        """{"type":"enum","name":"E","symbols":["A"]}""", """{"type":"enum","name":"E","symbols":["A","B"]}""")]
    [InlineData("READER_FIELD_MISSING_DEFAULT_VALUE", "The field 'f' at path '/fields/0' in the READER schema has no default value and is missing in the WRITER schema", "f",
        """{"type":"record","name":"R","fields":[{"name":"f","type":"int"}]}""", """{"type":"record","name":"R","fields":[]}""")]
    [InlineData("TYPE_MISMATCH", "The type (path '/') of a field in the READER schema does not match with the WRITER schema", "reader type: INT not compatible with writer type: STRING",
        "\"int\"", "\"string\"")]
    [InlineData("MISSING_UNION_BRANCH", "The READER schema is missing a type inside a union field at path '/' in the WRITER schema", "reader union lacking writer type: STRING",
        "[\"int\"]", "\"string\"")]
    public void A_finding_has_the_text_of_the_reference(string rule, string description, string info, string reader, string writer)
    {
        var finding = Assert.Single(AvroData.Parse(reader).ReadingFrom(AvroData.Parse(writer)));

        Assert.Equal(
            $"{{errorType:'{rule}', description:'{description}', additionalInfo:'{info}'}}", finding.WireText("READER", "WRITER"));
    }

    [Fact]
    public void A_comparison_beyond_its_budget_says_so()
    {
        var text = NestedSchemas.Records(10);
        var options = ParseOptions.ForNewSchemas with { WorkBudget = 150 };
        var reader = AvroData.Try(text, options).Schema!;

        Assert.Equal(CommonRules.TooComplex, Assert.Single(reader.ReadingFrom(AvroData.Parse(NestedSchemas.Records(10, "string")))).Rule);
    }

    [Fact]
    public void Every_rule_has_a_case_that_breaks_it_and_one_that_keeps_it()
    {
        var rows = AvroData.Cases(Table);
        var broken = rows.SelectMany(row => row.Strings("findings")).Select(finding => finding.Split(' ')[0]).ToHashSet();
        var kept = rows.Where(row => row.Strings("findings").Length == 0)
            .SelectMany(row => RulesAtStake(row.Raw("writer")! + row.Raw("reader"))).ToHashSet();
        var expected = new AvroFormat().Rules.Where(rule => rule != CommonRules.TooComplex).Select(rule => rule.Id).Order().ToArray();

        Assert.Equal(expected, expected.Intersect(broken).Intersect(kept));
    }

    // Which rules could have been broken by the types that occur in a case.
    private static IEnumerable<string> RulesAtStake(string text)
    {
        yield return "TYPE_MISMATCH";
        foreach (var (part, rule) in new[]
        {
            ("\"name\"", "NAME_MISMATCH"), ("\"fixed\"", "FIXED_SIZE_MISMATCH"), ("\"symbols\"", "MISSING_ENUM_SYMBOLS"),
            ("\"default\":0", "READER_FIELD_MISSING_DEFAULT_VALUE"), ("[\"null\"", "MISSING_UNION_BRANCH"),
        })
        {
            if (text.Contains(part, StringComparison.Ordinal))
            {
                yield return rule;
            }
        }
    }

    private static readonly Dictionary<string, string> Complex = new()
    {
        ["record"] = """{"type":"record","name":"X","fields":[]}""",
        ["enum"] = """{"type":"enum","name":"X","symbols":["A"]}""",
        ["fixed"] = """{"type":"fixed","name":"X","size":1}""",
        ["array"] = """{"type":"array","items":"int"}""",
        ["map"] = """{"type":"map","values":"int"}""",
    };

    private static string Text(string kind) => Complex.GetValueOrDefault(kind) ?? $"\"{kind}\"";

    private static string WithField(string type) => $$"""{"type":"record","name":"R","fields":[{"name":"f","type":"{{type}}"}]}""";
}
