using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Tests.Avro;

/// <summary>Every comparison of the table, recursive and referenced types among them, at all seven levels.</summary>
public sealed class AvroLevelsTests
{
    private const string Table = "comparisons.json";

    public static IEnumerable<TheoryDataRow<CompatibilityLevel, string>> Cases() =>
        from level in Enum.GetValues<CompatibilityLevel>()
        where level != CompatibilityLevel.Unknown
        from row in AvroData.Cases(Table)
        select new TheoryDataRow<CompatibilityLevel, string>(level, row.GetProperty("case").GetString()!);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_level_reads_in_its_direction(CompatibilityLevel level, string name)
    {
        var row = AvroData.Case(Table, name);
        var reader = AvroData.Parse(row.Raw("reader")!, row.References());
        var writer = AvroData.Parse(row.Raw("writer")!, row.References("writerReferences") ?? row.References());
        var isReadable = row.Strings("findings").Length == 0;
        var isReadableBothWays = isReadable && writer.ReadingFrom(reader).IsEmpty;

        // The reader comes second, so that going forward the roles are exchanged.
        Assert.Equal(
            level switch
            {
                CompatibilityLevel.None => (true, true),
                CompatibilityLevel.Backward or CompatibilityLevel.BackwardTransitive => (isReadable, writer.ReadingFrom(reader).IsEmpty),
                CompatibilityLevel.Forward or CompatibilityLevel.ForwardTransitive => (writer.ReadingFrom(reader).IsEmpty, isReadable),
                _ => (isReadableBothWays, isReadableBothWays),
            },
            (IsCompatible(reader, writer, level), IsCompatible(writer, reader, level)));
    }

    private static bool IsCompatible(ParsedSchema schema, ParsedSchema previous, CompatibilityLevel level) => CompatibilityChecker.Compare(
        schema, null, new PreviousVersion(1, previous), new CompatibilityTerms(level)).IsCompatible;
}
