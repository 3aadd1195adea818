using System.Text.Json;

namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>Canonical and normalised texts (<c>texts.json</c>, reference 10.2).</summary>
public sealed class TextTests
{
    public static TheoryData<string, string, string, string> Texts()
    {
        var texts = new TheoryData<string, string, string, string>();
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Json", "texts.json")));
        foreach (var text in document.RootElement.EnumerateArray())
        {
            texts.Add(Of(text, "about"), Of(text, "input"), Of(text, "stored"), Of(text, "normalized"));
        }

        return texts;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_is_stored_in_canonical_form(string about, string input, string stored, string normalized)
    {
        var schema = Parsed.Strict(input);

        Assert.True(stored == schema.CanonicalText, $"{about}: {schema.CanonicalText}");
        Assert.True(normalized == schema.Normalized().CanonicalText, $"{about}: {schema.Normalized().CanonicalText}");
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_canonical_text_is_its_own_canonical_form(string about, string input, string stored, string normalized)
    {
        Assert.NotNull(input);
        Assert.True(stored == Parsed.Strict(stored).CanonicalText, about);
        Assert.True(normalized == Parsed.Strict(normalized).Normalized().CanonicalText, about);
    }

    [Fact]
    public void Normalising_sorts_references_and_drops_repetitions()
    {
        var result = new SchemaRegistry.Schemas.Json.JsonSchemaFormat().Parse(
            "{}", [new("n", "b", 1), new("m", "a", 2), new("o", "a", 1), new("n", "b", 1)], [], ParseOptions.ForStoredSchemas);

        Assert.Equal([new("o", "a", 1), new("m", "a", 2), new("n", "b", 1)], result.Schema!.Normalized().References);
    }

    [Fact]
    public void Field_names_are_the_top_level_properties() => Assert.Equal(
        ["b", "a"], Parsed.Strict("""{"properties":{"b":{"properties":{"c":{}}},"a":true},"allOf":[{"properties":{"d":{}}}]}""").FieldNames);

    [Fact]
    public void A_format_parameter_changes_nothing() => Assert.Equal("{}", Parsed.Strict("{}").Formatted("resolved"));

    private static string Of(JsonElement text, string name) => text.GetProperty(name).GetString()!;
}
