using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Tests.Avro;

namespace SchemaRegistry.Schemas.Tests.Compatibility;

/// <summary>Levels and messages: reference 11.1 and 11.2, seen with Avro schemas.</summary>
public sealed class CompatibilityCheckerTests
{
    private const string One = """{"type":"record","name":"R","fields":[{"name":"f1","type":"string"}]}""";
    private const string Two = """{"type":"record","name":"R","fields":[{"name":"f1","type":"string"},{"name":"f2","type":"string"}]}""";
    private const string TwoWithDefault = """{"type":"record","name":"R","fields":[{"name":"f1","type":"string"},{"name":"f2","type":"string","default":"x"}]}""";
    private const string Other = """{"type":"record","name":"R","fields":[{"name":"g","type":"string"}]}""";

    private const string NewLacksDefault = "{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'f2' at path '/fields/1' in the new schema has no default value and is missing in the old schema', additionalInfo:'f2'}";
    private const string OldLacksDefault = "{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'f2' at path '/fields/1' in the old schema has no default value and is missing in the new schema', additionalInfo:'f2'}";

    public static TheoryData<CompatibilityLevel, string, string, string[]> Messages() => new()
    {
        { CompatibilityLevel.None, Two, One, [] },
        { CompatibilityLevel.Backward, Two, One, [NewLacksDefault, "{oldSchemaVersion: 1}", $"{{oldSchema: '{One}'}}", Closing("BACKWARD")] },
        { CompatibilityLevel.Backward, One, Two, [] },
        { CompatibilityLevel.BackwardTransitive, Two, One, [NewLacksDefault, "{oldSchemaVersion: 1}", $"{{oldSchema: '{One}'}}", Closing("BACKWARD_TRANSITIVE")] },
        { CompatibilityLevel.BackwardTransitive, One, Two, [] },
        { CompatibilityLevel.Forward, Two, One, [] },
        { CompatibilityLevel.Forward, One, Two, [OldLacksDefault, "{oldSchemaVersion: 1}", $"{{oldSchema: '{Two}'}}", Closing("FORWARD")] },
        { CompatibilityLevel.ForwardTransitive, Two, One, [] },
        { CompatibilityLevel.ForwardTransitive, One, Two, [OldLacksDefault, "{oldSchemaVersion: 1}", $"{{oldSchema: '{Two}'}}", Closing("FORWARD_TRANSITIVE")] },
        { CompatibilityLevel.Full, TwoWithDefault, One, [] },
        { CompatibilityLevel.Full, One, TwoWithDefault, [] },
        // The backward part failed: the old schema is shown after it.
        { CompatibilityLevel.Full, Two, One, [NewLacksDefault, "{oldSchemaVersion: 1}", $"{{oldSchema: '{One}'}}", Closing("FULL")] },
        // Only the forward part failed: it is not.
        { CompatibilityLevel.Full, One, Two, [OldLacksDefault, Closing("FULL")] },
        { CompatibilityLevel.FullTransitive, One, Two, [OldLacksDefault, Closing("FULL_TRANSITIVE")] },
        {
            CompatibilityLevel.Full, Other, One,
            [Missing("f1", reader: "old", writer: "new"), Missing("g", reader: "new", writer: "old"), "{oldSchemaVersion: 1}", $"{{oldSchema: '{One}'}}", Closing("FULL")]
        },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_level_gives_its_messages(CompatibilityLevel level, string schema, string previous, string[] expected) =>
        Assert.Equal(expected, Compare(schema, previous, new CompatibilityTerms(level)).Messages);

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_report_without_messages_is_compatible(CompatibilityLevel level, string schema, string previous, string[] expected) =>
        Assert.Equal(expected.Length == 0, Compare(schema, previous, new CompatibilityTerms(level)).IsCompatible);

    [Fact]
    public void A_finding_carries_rule_path_message_and_hint()
    {
        var finding = Assert.Single(Compare(Two, One, new CompatibilityTerms(CompatibilityLevel.Backward)).Findings);

        Assert.Equal(
            new CompatibilityFinding(
                "READER_FIELD_MISSING_DEFAULT_VALUE",
                "/fields/1",
                "The field 'f2' at path '/fields/1' in the new schema has no default value and is missing in the old schema",
                "Give the field a default."),
            finding);
    }

    [Fact]
    public void That_the_lenient_policy_accepts_a_change_is_told_with_the_finding_and_in_no_message()
    {
        const string Open = """{"type":"object","properties":{"a":{"type":"string"}}}""";
        const string More = """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}""";
        var report = CompatibilityChecker.Compare(
            Json.Parsed.Strict(More), null, new PreviousVersion(1, Json.Parsed.Strict(Open)), new CompatibilityTerms(CompatibilityLevel.Backward));

        Assert.Equal(
            [
                "{errorType:\"OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL\", description:\"The new schema has an open content model and has a property or item at path '#/properties/b' which is missing in the old schema'}",
                "{oldSchemaVersion: 1}",
                $"{{oldSchema: '{Open}'}}",
                Closing("BACKWARD"),
            ],
            report.Messages);
        Assert.EndsWith(" The compatibilityPolicy LENIENT accepts this change.", Assert.Single(report.Findings).Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10_240, false)]
    [InlineData(10_241, true)]
    public void A_long_old_schema_is_cut(int length, bool isCut)
    {
        var frame = """{"type":"record","name":"R","doc":"","fields":[]}""";
        var previous = frame.Replace("\"doc\":\"\"", $"\"doc\":\"{new string('d', length - frame.Length)}\"", StringComparison.Ordinal);
        var messages = Compare(One, previous, new CompatibilityTerms(CompatibilityLevel.Backward)).Messages;

        Assert.Equal(isCut ? $"{{oldSchema: <truncated> '{previous[..10_240]}...'}}" : $"{{oldSchema: '{previous}'}}", messages[2]);
    }

    [Theory]
    [InlineData(CompatibilityLevel.Backward)]
    [InlineData(CompatibilityLevel.Forward)]
    [InlineData(CompatibilityLevel.Full)]
    [InlineData(CompatibilityLevel.FullTransitive)]
    public void Another_type_is_incompatible_and_not_explained(CompatibilityLevel level)
    {
        var report = CompatibilityChecker.Compare(
            AvroData.Parse(One), null, new PreviousVersion(1, new OtherSchema()), new CompatibilityTerms(level));

        Assert.Equal(["Incompatible because of different schema type", Closing(level.WireName())], report.Messages);
    }

    [Fact]
    public void Another_type_does_not_matter_without_a_level() => Assert.True(CompatibilityChecker.Compare(
        AvroData.Parse(One), null, new PreviousVersion(1, new OtherSchema()), new CompatibilityTerms(CompatibilityLevel.None)).IsCompatible);

    [Theory]
    [InlineData(CompatibilityLevel.None, true)]
    [InlineData(CompatibilityLevel.Backward, true)]
    [InlineData(CompatibilityLevel.BackwardTransitive, false)]
    [InlineData(CompatibilityLevel.Forward, true)]
    [InlineData(CompatibilityLevel.ForwardTransitive, false)]
    [InlineData(CompatibilityLevel.Full, true)]
    [InlineData(CompatibilityLevel.FullTransitive, false)]
    public async Task Only_transitive_levels_look_past_the_newest_version(CompatibilityLevel level, bool isCompatible) =>
        Assert.Equal(isCompatible, (await Check(One, level, One, Other)).IsCompatible);

    [Fact]
    public async Task The_first_version_that_fails_ends_the_check()
    {
        var report = await Check(Two, CompatibilityLevel.BackwardTransitive, Two, One, Other);

        Assert.Equal([NewLacksDefault, "{oldSchemaVersion: 2}", $"{{oldSchema: '{One}'}}", Closing("BACKWARD_TRANSITIVE")], report.Messages);
    }

    [Theory]
    [InlineData(CompatibilityLevel.Backward)]
    [InlineData(CompatibilityLevel.FullTransitive)]
    public async Task Nothing_stands_against_a_first_version(CompatibilityLevel level) =>
        Assert.True((await Check(One, level)).IsCompatible);

    [Fact]
    public void A_reserved_name_that_was_given_up_is_reported()
    {
        var report = Compare(One, One, new CompatibilityTerms(CompatibilityLevel.Backward, ValidateFields: true), Reserving("x"), Reserving("x, y"));

        Assert.Equal(
            [
                "The new schema has reserved field y removed from its metadata which is present in the old schema's metadata.",
                "{validateFields: 'true', compatibility: 'BACKWARD'}",
            ],
            report.Messages);
    }

    [Fact]
    public void A_field_with_a_reserved_name_is_reported()
    {
        var report = Compare(One, One, new CompatibilityTerms(CompatibilityLevel.Full, ValidateFields: true), Reserving("f1"), null);

        Assert.Equal(
            ["The new schema has field that conflicts with the reserved field f1.", "{validateFields: 'true', compatibility: 'FULL'}"],
            report.Messages);
    }

    [Fact]
    public void Reserved_names_come_before_findings()
    {
        var report = Compare(Two, One, new CompatibilityTerms(CompatibilityLevel.Backward, ValidateFields: true), Reserving("f1"), null);

        Assert.Equal("The new schema has field that conflicts with the reserved field f1.", report.Messages[0]);
    }

    [Fact]
    public void Reserved_names_do_not_count_unless_fields_are_validated() => Assert.True(
        Compare(One, One, new CompatibilityTerms(CompatibilityLevel.Backward), Reserving("f1"), Reserving("y")).IsCompatible);

    private static CompatibilityReport Compare(
        string schema, string previous, CompatibilityTerms terms, Metadata? metadata = null, Metadata? previousMetadata = null) =>
        CompatibilityChecker.Compare(
            AvroData.Parse(schema), metadata, new PreviousVersion(1, AvroData.Parse(previous), previousMetadata), terms);

    private static async Task<CompatibilityReport> Check(string schema, CompatibilityLevel level, params string[] newestFirst) =>
        await CompatibilityChecker.Check(
            AvroData.Parse(schema),
            null,
            newestFirst.Select((text, at) => new PreviousVersion(newestFirst.Length - at, AvroData.Parse(text))).ToAsyncEnumerable(),
            new CompatibilityTerms(level),
            TestContext.Current.CancellationToken);

    private static Metadata Reserving(string names) => new(
        Properties: ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("confluent:reserved", names));

    private static string Closing(string level) => $"{{validateFields: 'false', compatibility: '{level}'}}";

    private static string Missing(string name, string reader, string writer) =>
        $"{{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field '{name}' at path '/fields/0' in the {reader} schema has no default value and is missing in the {writer} schema', additionalInfo:'{name}'}}";

    /// <summary>A schema of another type, of which nothing else is asked.</summary>
    private sealed class OtherSchema : ParsedSchema
    {
        public override SchemaType Type => SchemaType.Json;

        public override string CanonicalText => "{}";

        public override ImmutableArray<SchemaReference> References => [];

        public override IEnumerable<string> FieldNames => [];

        public override SchemaError? Validate(bool validateFields) => null;

        public override ParsedSchema Normalized() => this;

        public override bool IsSameAs(ParsedSchema other) => ReferenceEquals(this, other);

        public override ImmutableArray<Finding> ReadingFrom(ParsedSchema writer) => throw new InvalidOperationException("Types differ");
    }
}
