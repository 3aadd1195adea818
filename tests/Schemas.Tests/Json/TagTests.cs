using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>Tags inside JSON schemas: reference 6.6, with definitions and references within the text.</summary>
public sealed class TagTests
{
    private const string Order =
        """{"type":"object","properties":{"to":{"$ref":"#/$defs/Address"},"lines":{"type":"array","items":{"$ref":"#/definitions/Line"}}},"$defs":{"Address":{"type":"object","properties":{"street":{"type":"string"}}}},"definitions":{"Line":{"type":"object","properties":{"next":{"$ref":"#/definitions/Line"},"sku":{"type":"string"}}}}}""";

    [Theory]
    [InlineData("object.$defs.Address.object.street")]
    [InlineData("object.to.object.street")]
    public void A_definition_is_tagged_by_its_own_name_or_by_where_it_is_referred_to(string path) => Assert.Equal(
        Order.Replace("""{"street":{"type":"string"}""", """{"street":{"type":"string","confluent:tags":["PII"]}""", StringComparison.Ordinal),
        Tagged(Order, Field(path, "PII")).CanonicalText);

    [Fact]
    public void What_a_definition_is_tagged_with_is_found_where_it_is_referred_to()
    {
        var tagged = Tagged(Order, Field("object.$defs.Address.object.street", "PII"), Record("object.definitions.Line.object", "LINE"));

        Assert.Equal(
            [Field("object.to.object.street", "PII"), Record("object.lines.array.object", "LINE")],
            tagged.InlineTags);
    }

    [Fact]
    public void What_was_found_can_be_put_into_the_next_version()
    {
        var tagged = Tagged(Order, Field("object.to.object.street", "PII"));

        Assert.Equal(tagged.CanonicalText, Tagged(Order, [.. tagged.InlineTags]).CanonicalText);
    }

    [Fact]
    public void Removing_from_what_is_not_there_is_an_error() => Assert.Equal(
        "No sr_field 'object.none' found in the schema to tag",
        Parsed.Strict(Order).WithTags([], [Field("object.none", "PII")]).Error!.Message);

    [Fact]
    public void Definitions_that_multiply_are_followed_so_far_only()
    {
        const string Twice = """ "d#":{"properties":{"a":{"$ref":"#/$defs/d>"},"b":{"$ref":"#/$defs/d>"}}},""";
        var definitions = string.Concat(Enumerable.Range(0, 60).Select(at => Twice
            .Replace("d#", $"d{at}", StringComparison.Ordinal)
            .Replace("d>", $"d{at + 1}", StringComparison.Ordinal)));
        var schema = Parsed.Strict(
            """{"$ref":"#/$defs/d0","$defs":{""" + definitions + """ "d60":{"type":"object","confluent:tags":["X"]}}}""");

        Assert.True(schema.InlineTags.Length <= 1_000);
    }

    private static ParsedSchema Tagged(string text, params EntityTags[] added) => Parsed.Strict(text).WithTags([.. added], []).Schema!;

    private static EntityTags Field(string path, string tag) => new(path, EntityKind.Field, [tag]);

    private static EntityTags Record(string path, string tag) => new(path, EntityKind.Record, [tag]);
}
