namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>References to other subjects by the URI that <c>$ref</c> uses.</summary>
public sealed class ReferenceTests
{
    private const string Referring = """{"type":"object","properties":{"f":{"$ref":"common.json#/definitions/name"}}}""";

    [Theory]
    [InlineData("common.json", "common.json")]
    [InlineData("common.json", "./common.json")]
    [InlineData("./common.json", "common.json")]
    [InlineData("common.json", "common.json#")]
    [InlineData("common.json#", "common.json")]
    [InlineData("common.json", "common.json#/definitions/name")]
    [InlineData("common.json", "common.json#name")]
    [InlineData("common.json#/definitions/name", "common.json#/definitions/name")]
    [InlineData("http://example.com/common.json", "http://example.com/common.json#/definitions/name")]
    [InlineData("urn:x:common", "urn:x:common#/definitions/name")]
    [InlineData("any name", "http://example.com/own-id.json#/definitions/name")]
    public void A_reference_is_found_by_its_name(string name, string reference)
    {
        var text = """{"$id":"http://example.com/own-id.json","type":"string","definitions":{"name":{"$id":"#name","type":"string"}}}""";

        var result = Parsed.Try($$"""{"properties":{"f":{"$ref":"{{reference}}"} } }""", null, Parsed.Reference(name, text));

        Assert.Null(result.Error);
    }

    [Theory]
    [InlineData("https://json-schema.org/draft/2020-12/schema")]
    [InlineData("http://json-schema.org/draft-07/schema#")]
    public void A_relative_reference_is_relative_to_the_id_of_the_schema(string draft)
    {
        var result = Parsed.Try(
            $$"""{"$schema":"{{draft}}","$id":"http://example.com/schemas/root.json","properties":{"f":{"$ref":"sub/common.json"} } }""",
            null,
            Parsed.Reference("http://example.com/schemas/sub/common.json", "true"));

        Assert.Null(result.Error);
    }

    [Fact]
    public void A_name_is_relative_to_the_id_of_the_schema()
    {
        var result = Parsed.Try(
            """{"$id":"http://example.com/schemas/root.json","properties":{"f":{"$ref":"http://example.com/schemas/common.json"}}}""",
            null,
            Parsed.Reference("common.json", "true"));

        Assert.Null(result.Error);
    }

    [Fact]
    public void References_of_references_are_followed()
    {
        var result = Parsed.Try(
            """{"properties":{"f":{"$ref":"a.json"}}}""",
            null,
            Parsed.Reference("b.json", """{"type":"string"}"""),
            Parsed.Reference("a.json", """{"items":{"$ref":"b.json"}}"""));

        Assert.Null(result.Error);
    }

    [Fact]
    public void A_reference_that_lacks_its_own_reference_is_refused() => Assert.Contains(
        "b.json",
        Parsed.Try("""{"items":{"$ref":"a.json"}}""", null, Parsed.Reference("a.json", """{"items":{"$ref":"b.json"}}""")).Error?.Message,
        StringComparison.Ordinal);

    [Fact]
    public void Schemas_that_refer_to_each_other_are_compared()
    {
        ParsedSchema Referring(string type) => Parsed.Strict(
            """{"items":{"$ref":"a.json"}}""",
            Parsed.Reference("a.json", $"{{\"properties\":{{\"n\":{{\"$ref\":\"a.json\"}},\"v\":{{\"type\":\"{type}\"}}}}}}"));
        var before = Referring("string");
        var after = Referring("number");

        Assert.Equal(["TYPE_CHANGED #/items/properties/v"], after.ReadingFrom(before).Select(finding => finding.ToString()));
    }

    [Fact]
    public void The_same_text_with_other_references_differs()
    {
        var before = Parsed.Strict(Referring, Parsed.Reference("common.json", """{"definitions":{"name":{"type":"string"}}}"""));
        var after = Parsed.Strict(Referring, Parsed.Reference("common.json", """{"definitions":{"name":{"type":"number"}}}"""));

        Assert.Equal(["TYPE_CHANGED #/properties/f"], after.ReadingFrom(before).Select(finding => finding.ToString()));
    }

    [Fact]
    public void Stored_schemas_with_the_same_dangling_reference_do_not_differ_there()
    {
        var before = Parsed.Stored("""{"items":{"$ref":"http://example.com/x"}}""");
        var after = Parsed.Stored("""{"items":{"$ref":"http://example.com/x"},"title":"t"}""");

        Assert.Equal(["TITLE_CHANGED #/"], after.ReadingFrom(before).Select(finding => finding.ToString()));
    }

    [Fact]
    public void Another_dangling_reference_is_another_type() => Assert.Equal(
        ["TYPE_CHANGED #/items"],
        Parsed.Stored("""{"items":{"$ref":"x"}}""").ReadingFrom(Parsed.Stored("""{"items":{"$ref":"y"}}""")).Select(finding => finding.ToString()));

    [Fact]
    public void An_inlined_text_is_the_same_as_one_with_references()
    {
        var referring = Parsed.Stored("""{"items":{"$ref":"a.json"}}""", Parsed.Reference("a.json", """{"type":"string"}"""));
        var inlined = Parsed.Stored("""{"items":{"type":"string"}}""");

        Assert.True(referring.IsSameAs(inlined) && inlined.IsSameAs(referring));
        Assert.Equal(referring.Likeness.WrittenOut, inlined.Likeness.WrittenOut);
    }

    [Fact]
    public void An_endless_inlined_text_is_the_same_as_none()
    {
        var referring = Parsed.Stored(
            """{"items":{"$ref":"a.json"}}""",
            Parsed.Reference("a.json", """{"items":{"$ref":"b.json"}}"""),
            Parsed.Reference("b.json", """{"items":{"$ref":"a.json"}}"""));

        Assert.False(referring.IsSameAs(Parsed.Stored("""{"items":{}}""")));
    }

    [Theory]
    [InlineData("""{"type":"string"}""", """{"type":"number"}""")]
    [InlineData("""{"title":"a","type":"string"}""", """{"type":"string","title":"a"}""")]
    public void Another_canonical_text_is_another_schema(string left, string right) =>
        Assert.False(Parsed.Stored(left).IsSameAs(Parsed.Stored(right)));
}
