namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>What is refused, why and where, as tables.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string, string, string> Refused() => [.. Rows("refused.txt", 3).Select(row => (row[0], row[1], row[2]))];

    public static TheoryData<string, string> Incomplete() => [.. Rows("incomplete.txt", 2).Select(row => (row[0], row[1]))];

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_wrong_text_is_refused_with_its_reason(string reason, string location, string text)
    {
        var error = Proto.TryParse(text).Error;
        Assert.Contains(reason, error?.Message, StringComparison.Ordinal);
        Assert.Equal(location, error?.Location ?? "");
    }

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void A_text_without_complete_descriptor_fails_full_validation(string reason, string text) =>
        Assert.Contains(reason, Proto.Parse(text).Validate(validateFields: true)?.Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void A_text_without_complete_descriptor_passes_plain_validation(string reason, string text) =>
        Assert.True(Proto.Parse(text).Validate(validateFields: false) is null, reason);

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void A_text_without_complete_descriptor_still_has_a_serialized_form(string reason, string text) =>
        Assert.True(Proto.Parse(text).Formatted("serialized").Length > 0, reason);

    [Theory]
    [InlineData("syntax = \"proto3\"; message M { int32 a = 1; int32 b = 1; Nope c = 0; }")]
    [InlineData("syntax = \"proto3\"; import \"gone.proto\"; message M { Gone g = 1; }")]
    public void A_stored_text_can_always_be_read(string text) =>
        Assert.NotNull(Proto.TryParse(text, ParseOptions.ForStoredSchemas).Schema);

    [Fact]
    public void Imports_that_lead_back_are_refused()
    {
        var error = Proto.TryParse(
            "syntax = \"proto3\"; import \"a.proto\";",
            null,
            ("a.proto", "syntax = \"proto3\"; import \"b.proto\";"),
            ("b.proto", "syntax = \"proto3\"; import \"a.proto\";")).Error;
        Assert.Contains("leads back to itself", error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_import_that_an_import_misses_is_refused()
    {
        var error = Proto.TryParse("syntax = \"proto3\"; import \"a.proto\";", null, ("a.proto", "syntax = \"proto3\"; import \"b.proto\";")).Error;
        Assert.Contains("\"b.proto\", which \"a.proto\" imports", error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_that_is_no_schema_is_refused() =>
        Assert.Contains("\"a.proto\" is no valid schema", Proto.TryParse("import \"a.proto\";", null, ("a.proto", "message {")).Error?.Message, StringComparison.Ordinal);

    [Fact]
    public void A_type_behind_a_hidden_import_is_not_visible()
    {
        var schema = Proto.Parse(
            "syntax = \"proto3\"; import \"a.proto\"; message M { B b = 1; }",
            ("a.proto", "syntax = \"proto3\"; import \"b.proto\";"),
            ("b.proto", "syntax = \"proto3\"; message B {}"));
        Assert.Contains("\"b.proto\", which is not imported", schema.Validate(validateFields: true)?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_behind_a_public_import_is_visible()
    {
        var schema = Proto.Parse(
            "syntax = \"proto3\"; import \"a.proto\"; message M { B b = 1; }",
            ("a.proto", "syntax = \"proto3\"; import public \"b.proto\";"),
            ("b.proto", "syntax = \"proto3\"; message B {}"));
        Assert.Null(schema.Validate(validateFields: true));
    }

    private static IEnumerable<string[]> Rows(string file, int columns) => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Protobuf", "Cases", file))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('|', columns, StringSplitOptions.TrimEntries));
}
