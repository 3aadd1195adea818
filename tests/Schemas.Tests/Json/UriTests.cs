namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>References against bases, as RFC 3986 (5.4) resolves them, seen through <c>$id</c> and <c>$ref</c>.</summary>
public sealed class UriTests
{
    [Theory]
    [InlineData("g", "http://a/b/c/g")]
    [InlineData("./g", "http://a/b/c/g")]
    [InlineData("g/", "http://a/b/c/g/")]
    [InlineData("/g", "http://a/g")]
    [InlineData("//g", "http://g")]
    [InlineData("?y", "http://a/b/c/d;p?y")]
    [InlineData("g?y", "http://a/b/c/g?y")]
    [InlineData(";x", "http://a/b/c/;x")]
    [InlineData(".", "http://a/b/c/")]
    [InlineData("..", "http://a/b/")]
    [InlineData("../g", "http://a/b/g")]
    [InlineData("../../g", "http://a/g")]
    [InlineData("../../../g", "http://a/g")]
    [InlineData("g/./h", "http://a/b/c/g/h")]
    [InlineData("g/../h", "http://a/b/c/h")]
    [InlineData("urn:x", "urn:x")]
    public void A_reference_means_what_its_base_makes_of_it(string reference, string absolute)
    {
        var result = Parsed.Try(
            $$"""{"$id":"http://a/b/c/d;p?q","items":{"$ref":"{{reference}}"} }""", null, Parsed.Reference(absolute, "true"));

        Assert.Null(result.Error);
    }
}
