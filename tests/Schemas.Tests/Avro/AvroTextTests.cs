namespace SchemaRegistry.Schemas.Tests.Avro;

/// <summary>The table of reference 10.1, and more of its kind.</summary>
public sealed class AvroTextTests
{
    private const string Table = "texts.json";

    public static IEnumerable<TheoryDataRow<string>> Texts() => AvroData.Names(Table);

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_schema_is_stored_in_canonical_form(string name)
    {
        var row = AvroData.Case(Table, name);

        Assert.Equal(row.Raw("stored"), AvroData.Parse(row.Raw("input")!, row.References()).CanonicalText);
    }

    [Fact]
    public void Comments_are_left_out() =>
        Assert.Equal("\"int\"", AvroData.Parse("/* a number */ \"int\" // of things", []).CanonicalText);

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_canonical_text_is_its_own_canonical_form(string name)
    {
        var row = AvroData.Case(Table, name);

        Assert.Equal(row.Raw("stored"), AvroData.Parse(row.Raw("stored")!, row.References()).CanonicalText);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_schema_has_a_normal_form(string name)
    {
        var row = AvroData.Case(Table, name);

        Assert.Equal(
            row.Raw("normal") ?? row.Raw("stored"),
            AvroData.Parse(row.Raw("input")!, row.References()).Normalized().CanonicalText);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_normal_form_is_its_own_normal_form(string name)
    {
        var row = AvroData.Case(Table, name);
        var normal = row.Raw("normal") ?? row.Raw("stored")!;

        Assert.Equal(normal, AvroData.Parse(normal, row.References()).Normalized().CanonicalText);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_resolved_form_contains_all_types(string name)
    {
        var row = AvroData.Case(Table, name);
        var schema = AvroData.Parse(row.Raw("input")!, row.References());

        Assert.Equal(row.Raw("resolved") ?? row.Raw("stored"), schema.Formatted("resolved"));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void An_unknown_form_is_the_canonical_one(string name)
    {
        var row = AvroData.Case(Table, name);
        var schema = AvroData.Parse(row.Raw("input")!, row.References());

        Assert.Equal(schema.CanonicalText, schema.Formatted("serialized"));
    }
}
