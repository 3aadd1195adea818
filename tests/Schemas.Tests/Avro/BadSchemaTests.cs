namespace SchemaRegistry.Schemas.Tests.Avro;

/// <summary>Texts that are no schemas, and what is said of them.</summary>
public sealed class BadSchemaTests
{
    private const string Table = "bad-schemas.json";

    public static IEnumerable<TheoryDataRow<string>> Schemas() => AvroData.Names(Table);

    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_bad_schema_is_refused_in_the_words_of_Avro(string name)
    {
        var row = AvroData.Case(Table, name);

        Assert.Equal(row.GetProperty("error").GetString(), AvroData.Try(row.Raw("input")!, row.References()).Error?.Message);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_bad_schema_is_refused_with_the_place_of_the_fault(string name)
    {
        var row = AvroData.Case(Table, name);

        Assert.Equal(row.GetProperty("at").GetString(), AvroData.Try(row.Raw("input")!, row.References()).Error?.Location);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Only_names_and_defaults_are_forgiven_in_a_stored_schema(string name)
    {
        var row = AvroData.Case(Table, name);
        var isForgiven = AvroData.Try(row.Raw("input")!, ParseOptions.ForStoredSchemas, row.References()).Schema is not null;

        Assert.Equal(row.TryGetProperty("strictOnly", out _), isForgiven);
    }

    [Theory]
    [InlineData("", "Cannot parse <null> schema", null)]
    [InlineData("  \n ", "Cannot parse <null> schema", null)]
    [InlineData("non-avro schema string", "Invalid JSON: 'non-avro schema string' is an invalid JSON literal. Expected the literal 'null'", "1:2")]
    [InlineData("string", "Invalid JSON: 's' is an invalid start of a value", "1:1")]
    [InlineData("{\n  \"type\": 'int'}", "Invalid JSON: ''' is an invalid start of a value", "2:11")]
    [InlineData("{\"type\":\"int\"", "Invalid JSON: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed", "1:14")]
    [InlineData("\"int\" x", "Invalid JSON: 'x' is invalid after a single JSON value. Expected end of data", "1:7")]
    [InlineData("\"int\"\"int\"", "Invalid JSON: '\"' is invalid after a single JSON value. Expected end of data", "1:6")]
    [InlineData("[\"int\",]", "Invalid JSON: The JSON array contains a trailing comma at the end which is not supported in this mode. Change the reader options", "1:8")]
    [InlineData("{\"type\":\"int\",\"a\":01}", "Invalid JSON: Invalid leading zero before '1'", "1:20")]
    [InlineData("{\"type\":\"int\",\"a\":\"\\ud800\"}", "Invalid JSON: unpaired surrogate", "1:19")]
    [InlineData("{\"type\":\"int\",\n\"\\udc00\":1}", "Invalid JSON: unpaired surrogate", "2:1")]
    public void A_text_that_is_no_JSON_is_refused_with_line_and_column(string text, string error, string? place) =>
        Assert.Equal((error, place), (AvroData.Try(text).Error?.Message, AvroData.Try(text).Error?.Location));

    // Written with question marks, since an attribute cannot hold what is tested here.
    [Theory]
    [InlineData("\"a?\"", '\ud800', "1:3")]
    [InlineData("\n\"?\"", '\udc00', "2:2")]
    [InlineData("\"😀?", '\udbff', "1:4")]
    public void An_unpaired_surrogate_is_refused(string text, char surrogate, string place) => Assert.Equal(
        new SchemaError("Invalid JSON: unpaired surrogate", place), AvroData.Try(text.Replace('?', surrogate)).Error);

    [Theory]
    [InlineData("n")]
    [InlineData("\"")]
    [InlineData("{\"")]
    [InlineData("1")]
    public void A_long_text_that_is_no_JSON_is_not_repeated_whole_in_an_error(string start) =>
        Assert.InRange(AvroData.Try(start + new string('n', 100_000)).Error!.Message.Length, 10, 1100);

    [Fact]
    public void A_long_schema_is_not_repeated_whole_in_an_error()
    {
        var text = $$"""{"type":"fixed","name":"{{new string('x', 100_000)}}"}""";

        Assert.InRange(AvroData.Try(text).Error!.Message.Length, 1000, 1100);
    }

    public static IEnumerable<TheoryDataRow<string, string, bool>> Defaults() =>
        from row in AvroData.Cases("defaults.json")
        from kind in new[] { "good", "bad" }
        from value in row.GetProperty(kind).EnumerateArray()
        select new TheoryDataRow<string, string, bool>(row.Raw("type")!, value.GetRawText(), kind == "good");

    [Theory]
    [MemberData(nameof(Defaults))]
    public void A_default_must_match_its_type_in_a_new_schema(string type, string value, bool isGood) =>
        Assert.Equal(isGood, AvroData.Try(WithDefault(type, value)).Schema is not null);

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Any_default_will_do_in_a_stored_schema(string type, string value, bool isGood)
    {
        _ = isGood;

        Assert.NotNull(AvroData.Try(WithDefault(type, value), ParseOptions.ForStoredSchemas).Schema);
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public void A_normal_default_matches_its_type_like_the_given_one(string type, string value, bool isGood)
    {
        var normal = AvroData.Try(WithDefault(type, value), ParseOptions.ForStoredSchemas).Schema!.Normalized();

        Assert.Equal(isGood, AvroData.Try(normal.CanonicalText).Schema is not null);
    }

    private static string WithDefault(string type, string value) =>
        $$"""{"type":"record","name":"R","fields":[{"name":"f","type":{{type}},"default":{{value}}}]}""";
}
