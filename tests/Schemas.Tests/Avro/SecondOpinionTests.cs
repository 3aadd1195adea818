using Avro;
using CsCheck;

namespace SchemaRegistry.Schemas.Tests.Avro;

/// <summary>Apache's own C# library reads what we print. Where it judges otherwise than Avro Java, the case is named.</summary>
public sealed class SecondOpinionTests
{
    private const string BadTable = "bad-schemas.json";
    private static readonly int Samples = TestLength.Cases(3_000);

    private static readonly string[] Leniencies =
    [
        "a default that does not match (reference 10.1)",
        "an unlawful namespace (reference 10.1)",
        "a type inside a type",
        "a union inside a type",
        "null",
        "an empty part of a namespace",
        "an unlawful symbol",
        "a type named after a primitive",
        "a floating-point default that is no number",
    ];

    [Fact]
    public void Apache_reads_what_we_print() => SchemaShapes.Texts.Where(IsUndisputed).Sample(
        text => Apache(AvroData.Parse(text).CanonicalText) is not null, iter: Samples);

    [Fact]
    public void Apache_reads_our_normal_form() => SchemaShapes.Texts.Where(IsUndisputed).Sample(
        text => Apache(AvroData.Parse(text).Normalized().CanonicalText) is not null, iter: Samples);

    [Fact]
    public void Apache_sees_the_same_in_the_text_given_and_the_text_printed() => SchemaShapes.Texts.Where(IsUndisputed).Sample(
        text => Apache(text).Equals(Apache(AvroData.Parse(text).CanonicalText)), iter: Samples);

    [Fact]
    public void Apache_agrees_that_what_we_can_read_can_be_read() => SchemaShapes.PairsWithoutUnions
        .Where(pair => IsUndisputed(pair.Item1) && IsUndisputed(pair.Item2))
        .Where(pair => !new[] { "logicalType", "bytes" }.Any((pair.Item1 + pair.Item2).Contains))
        .Sample(
            (reader, writer) => AvroData.Parse(reader).ReadingFrom(AvroData.Parse(writer)).Length > 0
                || Apache(reader).CanRead(Apache(writer)),
            iter: Samples);

    [Fact]
    public void A_logical_type_on_the_wrong_type_is_refused_by_Apache_and_ignored_by_Avro_Java() =>
        AssertOnlyWeRead("""{"type":"int","logicalType":"decimal","precision":5}""");

    [Fact]
    public void A_logical_type_is_no_obstacle_to_reading_in_Avro_Java_and_is_in_Apache()
    {
        const string Timestamp = """{"type":"long","logicalType":"timestamp-millis"}""";

        Assert.Empty(AvroData.Parse("\"long\"").ReadingFrom(AvroData.Parse(Timestamp)));
        Assert.False(Apache("\"long\"").CanRead(Apache(Timestamp)));
    }

    [Fact]
    public void A_union_of_one_branch_is_read_as_that_in_Avro_Java_and_not_in_Apache()
    {
        const string Record = """{"type":"record","name":"R","fields":[]}""";

        Assert.Empty(AvroData.Parse(Record).ReadingFrom(AvroData.Parse($"[{Record}]")));
        Assert.False(Apache(Record).CanRead(Apache($"[{Record}]")));
    }

    [Fact]
    public void Bytes_are_promoted_to_a_string_and_back_in_Avro_Java_and_not_in_Apache()
    {
        Assert.Empty(AvroData.Parse("\"string\"").ReadingFrom(AvroData.Parse("\"bytes\"")));
        Assert.False(Apache("\"string\"").CanRead(Apache("\"bytes\"")));
    }

    [Fact]
    public void A_type_without_namespace_is_not_found_by_Apache_within_a_namespace_and_is_by_Avro_Java() =>
        AssertOnlyWeRead("""["int",{"type":"fixed","name":"F","size":1},{"type":"record","name":"n.R","fields":[{"name":"a","type":"F"}]}]""");

    [Fact]
    public void A_field_named_like_the_alias_of_another_is_refused_by_Apache_and_accepted_by_Avro_Java() =>
        AssertOnlyWeRead("""{"type":"record","name":"R","fields":[{"name":"a","type":"int","aliases":["b"]},{"name":"b","type":"int"}]}""");

    [Fact]
    public void A_type_used_before_its_definition_is_refused_by_Apache_and_accepted_by_Avro_Java() =>
        AssertOnlyWeRead("""{"type":"record","name":"R","fields":[{"name":"a","type":"F"},{"name":"b","type":{"type":"fixed","name":"F","size":1}}]}""");

    [Fact]
    public void An_equal_definition_given_twice_is_refused_by_Apache_and_accepted_by_Avro_Java() =>
        AssertOnlyWeRead("""{"type":"record","name":"R","fields":[{"name":"a","type":{"type":"fixed","name":"F","size":1}},{"name":"b","type":{"type":"fixed","name":"F","size":1}}]}""");

    [Fact]
    public void A_union_without_branches_can_be_read_as_an_array_in_Avro_Java_and_not_in_Apache()
    {
        const string Array = """{"type":"array","items":"int"}""";

        Assert.Empty(AvroData.Parse(Array).ReadingFrom(AvroData.Parse("[]")));
        Assert.False(Apache(Array).CanRead(Apache("[]")));
    }

    public static IEnumerable<TheoryDataRow<string>> BadSchemas() =>
        AvroData.Names(BadTable).Where(row => AvroData.Case(BadTable, row.Data).References().Length == 0);

    [Theory]
    [MemberData(nameof(BadSchemas))]
    public void Apache_refuses_what_we_refuse_unless_it_is_known_to_be_lenient(string name)
    {
        var isLenient = Record.Exception(() => Apache(AvroData.Case(BadTable, name).Raw("input")!)) is null;

        Assert.Equal(Leniencies.Contains(name), isLenient);
    }

    private static void AssertOnlyWeRead(string text)
    {
        Assert.NotNull(AvroData.Try(text).Schema);
        Assert.ThrowsAny<AvroException>(() => Apache(text));
    }

    private static bool IsUndisputed(string text) =>
        !text.Contains("decimal", StringComparison.Ordinal)
        && new[] { "\"R1\"", "\"E1\"" }.All(name => text.IndexOf(name, StringComparison.Ordinal) == text.LastIndexOf(name, StringComparison.Ordinal));

    private static Schema Apache(string text) => Schema.Parse(text);
}
