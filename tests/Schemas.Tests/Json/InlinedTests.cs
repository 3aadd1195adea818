using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>Schemas that are the same once their references are written out, which they never are.</summary>
public sealed class InlinedTests
{
    private const int Levels = 24;

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", true)]
    [InlineData("""{"a":1}""", """{"a":2}""", false)]
    [InlineData("""["x","y"]""", """["x,y"]""", false)]
    [InlineData("""{"a":"x","b":"y"}""", """{"a":"x\",\"b\":\"y"}""", false)]
    public void Texts_have_the_same_hash_when_they_are_the_same(string left, string right, bool isSame) =>
        Assert.Equal(isSame, TextHash.Of(left) == TextHash.Of(right));

    [Fact]
    public void A_hash_is_put_together_from_those_of_parts()
    {
        const string Text = """{"allOf":[{"type":"string"},{"maxLength":3}]}""";

        for (var cut = 0; cut <= Text.Length; cut++)
        {
            Assert.Equal(TextHash.Of(Text), TextHash.Of(Text.AsSpan(0, cut)).Then(Text.AsSpan(cut)));
        }
    }

    [Fact]
    public void What_each_level_refers_to_twice_is_looked_at_once()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        var likeness = Diamond().Likeness;

        Assert.NotEqual(likeness.AsWritten, likeness.WrittenOut);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void A_schema_with_references_is_the_same_as_the_one_that_has_them_written_out()
    {
        const int Few = 6;
        var written = """{"type":"string"}""";
        for (var level = 0; level < Few; level++)
        {
            written = $$"""{"allOf":[{{written}},{{written}}]}""";
        }

        Assert.True(Diamond(Few).IsSameAs(Parsed.Stored(written)));
        Assert.Equal(Diamond(Few).Likeness.WrittenOut, Parsed.Stored(written).Likeness.WrittenOut);
        Assert.False(Diamond(Few).IsSameAs(Parsed.Stored(written.Replace("string", "number", StringComparison.Ordinal))));
        Assert.False(Diamond(Few + 1).IsSameAs(Parsed.Stored(written)));
    }

    [Fact]
    public void One_place_is_written_out_anew_where_its_references_mean_something_else()
    {
        const string Place = "doc", Elsewhere = "http://a/x/inner#/definitions/place";
        const string Doc = """{"definitions":{"inner":{"$id":"http://a/x/inner"},"place":{"items":{"$ref":"other"}}}}""";
        ResolvedReference[] references =
        [
            Parsed.Reference("http://r/other", """{"type":"number"}"""),
            Parsed.Reference("http://a/x/other", """{"type":"string"}"""),
            Parsed.Reference(Place, Doc),
        ];
        var whole = Doc.Replace("""{"$ref":"other"}""", """{"type":"number"}""", StringComparison.Ordinal);
        var part = """{"items":{"type":"string"}}""";

        Assert.True(Parsed.Stored(Both(Ref(Place), Ref(Elsewhere)), references).IsSameAs(Parsed.Stored(Both(whole, part))));
        Assert.True(Parsed.Stored(Both(Ref(Elsewhere), Ref(Place)), references).IsSameAs(Parsed.Stored(Both(part, whole))));

        static string Both(string first, string second) => $$"""{"$id":"http://r/","allOf":[{{first}},{{second}}]}""";

        static string Ref(string target) => $$"""{"$ref":"{{target}}"}""";
    }

    // Each level refers twice to the one below, so that 2^levels paths lead to the last.
    private static ParsedSchema Diamond(int levels = Levels)
    {
        var references = Enumerable.Range(1, levels - 1).Select(level => Parsed.Reference($"l{level}", Level(level + 1))).Reverse();
        return Parsed.Stored(Level(1), [Parsed.Reference($"l{levels}", """{"type":"string"}"""), .. references]);
    }

    private static string Level(int below) => $$"""{"allOf":[{"$ref":"l{{below}}"},{"$ref":"l{{below}}"}]}""";
}
