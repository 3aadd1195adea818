namespace SchemaRegistry.Schemas.Tests.Avro;

/// <summary>When one schema counts as another: reference 6.4.</summary>
public sealed class AvroIdentityTests
{
    private const string Base = """{"type":"record","name":"R","namespace":"n","doc":"d","p":{"x":1,"y":2},"aliases":["A","B"],"fields":[{"name":"f","type":"int","doc":"e","default":1,"order":"ignore","aliases":["g","h"],"q":1,"r":2}]}""";

    [Theory]
    [InlineData("the same", Base)]
    [InlineData("attributes in another order", """{"fields":[{"r":2,"q":1,"aliases":["g","h"],"order":"ignore","default":1,"doc":"e","type":"int","name":"f"}],"aliases":["A","B"],"p":{"y":2,"x":1},"doc":"d","name":"n.R","type":"record"}""")]
    [InlineData("aliases in another order", """{"type":"record","name":"R","namespace":"n","doc":"d","p":{"x":1,"y":2},"aliases":["n.B","A"],"fields":[{"name":"f","type":"int","doc":"e","default":1,"order":"ignore","aliases":["h","g"],"q":1,"r":2}]}""")]
    [InlineData("a type spelled out", """{"type":"record","name":"R","namespace":"n","doc":"d","p":{"x":1,"y":2},"aliases":["A","B"],"fields":[{"name":"f","type":{"type":"int"},"doc":"e","default":1,"order":"ignore","aliases":["g","h"],"q":1,"r":2}]}""")]
    public void Form_does_not_count(string what, string other)
    {
        _ = what;

        Assert.True(AvroData.Parse(Base).IsSameAs(AvroData.Parse(other)));
        Assert.Equal(AvroData.Parse(Base).Likeness, AvroData.Parse(other).Likeness);
    }

    [Theory]
    [InlineData("\"doc\":\"d\"", "\"doc\":\"D\"")]
    [InlineData("\"doc\":\"d\",", "")]
    [InlineData("\"doc\":\"e\"", "\"doc\":\"E\"")]
    [InlineData("\"default\":1", "\"default\":2")]
    [InlineData("\"default\":1,", "")]
    [InlineData("\"aliases\":[\"A\",\"B\"]", "\"aliases\":[\"A\"]")]
    [InlineData("\"aliases\":[\"g\",\"h\"]", "\"aliases\":[\"g\"]")]
    [InlineData("\"order\":\"ignore\"", "\"order\":\"descending\"")]
    [InlineData("\"order\":\"ignore\",", "")]
    [InlineData("\"q\":1", "\"q\":1.0")]
    [InlineData("\"q\":1,", "")]
    [InlineData("\"x\":1", "\"x\":3")]
    [InlineData("\"namespace\":\"n\"", "\"namespace\":\"m\"")]
    [InlineData("\"name\":\"R\"", "\"name\":\"S\"")]
    [InlineData("\"name\":\"f\"", "\"name\":\"F\"")]
    [InlineData("\"type\":\"int\"", "\"type\":\"long\"")]
    [InlineData("\"type\":\"int\"", "\"type\":{\"type\":\"int\",\"logicalType\":\"date\"}")]
    public void Content_counts(string part, string other) =>
        Assert.False(AvroData.Parse(Base).IsSameAs(AvroData.Parse(Base.Replace(part, other, StringComparison.Ordinal))));

    [Fact]
    public void The_order_of_fields_counts() => Assert.False(
        AvroData.Parse("""{"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"b","type":"int"}]}""").IsSameAs(
            AvroData.Parse("""{"type":"record","name":"R","fields":[{"name":"b","type":"int"},{"name":"a","type":"int"}]}""")));

    [Fact]
    public void An_error_is_a_record() => Assert.True(
        AvroData.Parse("""{"type":"error","name":"R","fields":[]}""").IsSameAs(AvroData.Parse("""{"type":"record","name":"R","fields":[]}""")));

    private const string Sub = """{"type":"record","name":"n.Sub","fields":[{"name":"x","type":"int"}]}""";
    private const string ByName = """{"type":"record","name":"M","fields":[{"name":"a","type":"n.Sub"},{"name":"b","type":"n.Sub"}]}""";
    private const string InFull = $$"""{"type":"record","name":"M","fields":[{"name":"a","type":{{Sub}}},{"name":"b","type":"n.Sub"}]}""";

    [Fact]
    public void A_type_by_name_is_the_same_as_in_full()
    {
        Assert.True(AvroData.Parse(ByName, Sub).IsSameAs(AvroData.Parse(InFull)));
        Assert.True(AvroData.Parse(InFull).IsSameAs(AvroData.Parse(ByName, Sub)));
        Assert.Equal(AvroData.Parse(ByName, Sub).Likeness, AvroData.Parse(InFull).Likeness);
    }

    [Fact]
    public void A_type_by_name_is_another_than_one_with_other_fields_in_full() => Assert.False(
        AvroData.Parse(ByName, Sub).IsSameAs(AvroData.Parse(InFull.Replace("\"int\"", "\"long\"", StringComparison.Ordinal))));

    [Fact]
    public void Two_different_lists_of_references_are_not_the_same() =>
        Assert.False(AvroData.Parse("\"int\"", Sub).IsSameAs(AvroData.Parse("\"int\"", Sub, "\"long\"")));

    [Fact]
    public void Equal_lists_of_references_are_the_same() =>
        Assert.True(AvroData.Parse(ByName, Sub).IsSameAs(AvroData.Parse(ByName, Sub)));

    [Fact]
    public void References_are_sorted_and_told_once_in_normal_form()
    {
        var schema = new SchemaRegistry.Schemas.Avro.AvroFormat().Parse(
            "\"int\"",
            [new("z", "b", 2), new("y", "b", 1), new("z", "b", 2), new("x", "a", 3)],
            [],
            ParseOptions.ForNewSchemas).Schema!;

        Assert.Equal([new("x", "a", 3), new("y", "b", 1), new("z", "b", 2)], schema.Normalized().References);
    }

    [Theory]
    [InlineData(Base, new[] { "f" })]
    [InlineData(InFull, new[] { "a", "b" })]
    [InlineData("[\"null\"," + Base + "]", new string[0])]
    [InlineData("\"int\"", new string[0])]
    public void The_fields_of_a_record_at_the_top_are_named(string text, string[] names) =>
        Assert.Equal(names, AvroData.Parse(text).FieldNames);

    [Fact]
    public void There_is_nothing_to_validate_beyond_parsing() => Assert.Null(AvroData.Parse(Base).Validate(validateFields: true));
}
