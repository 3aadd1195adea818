using System.Text;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Tests.Avro;

/// <summary>Texts made to hang, crash or fill the memory. Each is done with within a second.</summary>
[Slow]
[Collection(HostileCollection.Name)]
public sealed class HostileAvroTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Func<string>> Refused = new()
    {
        ["10,000 open brackets"] = () => new string('[', 10_000),
        ["10,000 open braces"] = () => Repeat("{\"type\":", 10_000),
        ["2,000 levels of arrays"] = () => NestedSchemas.Arrays(2_000),
        ["10,000 levels of arrays"] = () => NestedSchemas.Arrays(10_000),
        ["10,000 levels in an attribute"] = () => "{\"type\":\"int\",\"a\":" + Brackets(10_000) + "}",
        ["10,000 levels in a default"] = () => Record(1, _ => "{\"name\":\"f\",\"type\":\"int\",\"default\":" + Brackets(10_000) + "}"),
        ["10,000 records of which each uses the next"] = () => NestedSchemas.ForwardChain(10_000),
        ["a number of a million digits"] = () => "{\"type\":\"int\",\"a\":" + new string('9', 1_000_000) + "}",
        ["more parts than the budget"] = () => "[" + List(2_100_000, _ => "1") + "]",
        ["an unfinished text of 5 MB"] = () => "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"" + new string('a', 5_000_000),
        ["a default that fits no branch at any level"] = () => DeepDefault(150),
    };

    private static readonly Dictionary<string, Func<string>> Large = new()
    {
        ["50,000 fields"] = () => Record(50_000, at => $"{{\"name\":\"f{at}\",\"type\":[\"null\",\"string\"],\"default\":null}}"),
        ["100,000 symbols"] = () => "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[" + List(100_000, at => $"\"S{at}\"") + "]}",
        ["a doc of 5 MB"] = () => "{\"type\":\"record\",\"name\":\"R\",\"fields\":[],\"doc\":\"" + new string('d', 5_000_000) + "\"}",
        ["5 MB of escapes"] = () => "{\"type\":\"int\",\"a\":\"" + Repeat("\\n", 2_500_000) + "\"}",
        ["50,000 attributes"] = () => "{\"type\":\"int\"," + List(50_000, at => $"\"a{at}\":{at}") + "}",
        ["20,000 named types"] = () => Record(20_000, at => $"{{\"name\":\"f{at}\",\"type\":{Fixed($"n{at}.F{at}")}}}"),
        ["20,000 equal definitions"] = () => Record(20_000, at => $"{{\"name\":\"f{at}\",\"type\":{Fixed("F")}}}"),
        ["20,000 branches"] = () => "[" + List(20_000, at => Fixed($"F{at}")) + "]",
        ["10,000 records of which each uses the one before"] = () => NestedSchemas.Chain(10_000),
        ["100 levels of records of which each uses the next twice"] = () => NestedSchemas.Records(100),
        ["80 levels of unions of which each uses the next twice"] = () => NestedSchemas.Unions(80),
        ["a record whose default is itself"] = () => Record(1, _ => "{\"name\":\"f\",\"type\":\"R\",\"default\":{}}"),
        ["a large default of a large record"] = () => Record(1, _ =>
            "{\"name\":\"r\",\"type\":" + Record(20_000, at => $"{{\"name\":\"f{at}\",\"type\":\"int\"}}", "S")
            + ",\"default\":{" + List(20_000, at => $"\"f{at}\":{at}") + "}}"),
    };

    private static readonly Dictionary<string, Func<(string Reader, string Writer)>> Different = new()
    {
        ["100 levels of records of which each uses the next twice"] = () => (NestedSchemas.Records(100), NestedSchemas.Records(100, "string")),
        ["80 levels of unions of which each uses the next twice"] = () => (NestedSchemas.Unions(80), NestedSchemas.Unions(80, "string")),
        ["50,000 fields"] = () => (Record(50_000, at => Field(at, "int")), Record(50_000, at => Field(at, "string"))),
        ["1,400 fields times 1,400 branches"] = () =>
            (Record(1_400, at => Field(at, "int")), "[" + List(1_400, at => Record(0, _ => "", $"R{at}")) + "]"),
        ["10,000 records of which each uses the one before"] = () => (NestedSchemas.Chain(10_000), NestedSchemas.Chain(10_000, "string")),
        ["3,000 branches against 3,000 others"] = () =>
            ("[" + List(3_000, at => Fixed($"F{at}")) + "]", "[" + List(3_000, at => Fixed($"G{at}")) + "]"),
    };

    public static TheoryData<string> RefusedNames() => [.. Refused.Keys];

    public static TheoryData<string> LargeNames() => [.. Large.Keys];

    public static TheoryData<string> DifferentNames() => [.. Different.Keys];

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public void A_hostile_text_is_refused_in_time(string name)
    {
        var text = Refused[name]();

        Assert.NotNull(InTime(() => AvroData.Try(text)).Error);
    }

    [Theory]
    [MemberData(nameof(LargeNames))]
    public void A_large_schema_is_parsed_in_time(string name)
    {
        var text = Large[name]();

        Assert.NotNull(InTime(() => AvroData.Try(text)).Schema);
    }

    [Theory]
    [MemberData(nameof(LargeNames))]
    public void A_large_schema_is_normalised_in_time(string name)
    {
        var schema = AvroData.Parse(Large[name]());

        Assert.NotNull(InTime(schema.Normalized));
    }

    [Theory]
    [MemberData(nameof(LargeNames))]
    public void A_large_schema_is_found_the_same_in_time(string name)
    {
        var (one, other) = (AvroData.Parse(Large[name]()), AvroData.Parse(Large[name]()));

        Assert.True(InTime(() => one.IsSameAs(other)));
    }

    [Theory]
    [MemberData(nameof(LargeNames))]
    public void A_large_schema_is_compared_in_time(string name)
    {
        var (one, other) = (AvroData.Parse(Large[name]()), AvroData.Parse(Large[name]()));

        Assert.Empty(InTime(() => one.ReadingFrom(other)));
    }

    [Theory]
    [MemberData(nameof(DifferentNames))]
    public void Large_schemas_that_differ_are_compared_in_time(string name)
    {
        var (reader, writer) = Different[name]();
        var (one, other) = (AvroData.Parse(reader), AvroData.Parse(writer));

        Assert.NotEmpty(InTime(() => one.ReadingFrom(other)));
    }

    [Fact]
    public void A_chain_through_references_that_is_too_deep_to_compare_ends_with_a_finding()
    {
        var last = """{"type":"record","name":"Last","fields":[{"name":"f","type":"C9999"}]}""";
        var (reader, writer) = (AvroData.Parse(last, NestedSchemas.Chain(10_000)), AvroData.Parse(last, NestedSchemas.Chain(10_000)));

        Assert.Equal(CommonRules.TooComplex, Assert.Single(InTime(() => reader.ReadingFrom(writer))).Rule);
    }

    [Fact]
    public void A_chain_through_references_that_is_too_deep_to_write_out_is_shown_by_name()
    {
        var last = """{"type":"record","name":"Last","fields":[{"name":"f","type":"C9999"}]}""";
        var schema = AvroData.Parse(last, NestedSchemas.Chain(10_000));

        Assert.Equal(last, InTime(() => schema.Formatted("resolved")));
    }

    [Fact]
    public void A_chain_through_references_is_the_same_as_itself()
    {
        var last = """{"type":"record","name":"Last","fields":[{"name":"f","type":"C9999"}]}""";
        var (one, other) = (AvroData.Parse(last, NestedSchemas.Chain(10_000)), AvroData.Parse(last, NestedSchemas.Chain(10_000)));

        Assert.True(InTime(() => one.IsSameAs(other)));
    }

    [Theory]
    [InlineData(499, true)]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void Depth_is_limited_exactly(int levels, bool isAccepted) =>
        Assert.Equal(isAccepted, AvroData.Try(NestedSchemas.Arrays(levels)).Schema is not null);

    [Fact]
    public void Every_beginning_of_a_schema_is_refused_or_read()
    {
        var text = """{"type":"record","name":"n.R","fields":[{"name":"a","type":["null",{"type":"map","values":"R"}],"default":null}],"x":1.5e3}""";

        Assert.All(Enumerable.Range(0, text.Length), length => Assert.NotNull(AvroData.Try(text[..length]).Error));
    }

    [Fact]
    public void A_stored_text_is_read_even_when_it_has_more_parts_than_a_new_one_may_have()
    {
        var options = ParseOptions.ForNewSchemas with { WorkBudget = 8 };
        var stored = AvroData.Try("""{"type":"array","items":{"type":"fixed","name":"a.F","size":1}}""", options).Schema!.CanonicalText;

        Assert.Equal(stored, AvroData.Try(stored, options with { Strict = false }).Schema?.CanonicalText);
    }

    private static string Record(int fields, Func<int, string> field, string name = "R") =>
        $"{{\"type\":\"record\",\"name\":\"{name}\",\"fields\":[{List(fields, field)}]}}";

    private static string Field(int at, string type) => $"{{\"name\":\"f{at}\",\"type\":\"{type}\"}}";

    private static string Fixed(string name) => $"{{\"type\":\"fixed\",\"name\":\"{name}\",\"size\":1}}";

    private static string List(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));

    private static string Repeat(string part, int count) => string.Concat(Enumerable.Repeat(part, count));

    private static string Brackets(int levels) => new string('[', levels) + new string(']', levels);

    // Each level may be either record, and the innermost value fits neither: 2^levels ways to fail.
    private static string DeepDefault(int levels)
    {
        var value = new StringBuilder().Insert(0, "{\"f\":", levels).Append("true").Append('}', levels);
        return $$"""
            {"type":"record","name":"R","fields":[{"name":"u","type":[
              {"type":"record","name":"A","fields":[{"name":"f","type":["A","B"]}]},
              {"type":"record","name":"B","fields":[{"name":"f","type":["A","B"]}]}],"default":{{value}}}]}
            """;
    }

    // The best of three: the first has the code compiled, and any may have to collect what others left behind.
    private static T InTime<T>(Func<T> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            T result = default!;
            var spent = ProcessorTime.Of(() => result = work());
            if (spent <= Limit)
            {
                return result;
            }

            Assert.True(attempt < 3, $"Took {spent}");
        }
    }
}
