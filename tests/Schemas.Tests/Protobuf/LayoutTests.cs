namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>Canonical and normal forms, as a file of texts; a middle dot stands for a space at the end of a line.</summary>
public sealed class LayoutTests
{
    private static readonly Dictionary<string, Layout> Layouts = Load();

    public static TheoryData<string> Names() => [.. Layouts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_has_its_canonical_form(string name) => Assert.Equal(Layouts[name].Canonical, Canonical(Layouts[name].Input));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_canonical_text_is_left_as_it_is(string name) => Assert.Equal(Layouts[name].Canonical, Canonical(Layouts[name].Canonical));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_has_its_normal_form(string name) => Assert.Equal(Layouts[name].Normal, Normal(Layouts[name].Input));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_normal_form_is_left_as_it_is(string name) => Assert.Equal(Layouts[name].Normal, Normal(Layouts[name].Normal));

    private static string Canonical(string text) => Parse(text).CanonicalText;

    private static string Normal(string text) => Parse(text).Normalized().CanonicalText;

    // What these texts show includes what only stored schemas may hold.
    private static ParsedSchema Parse(string text)
    {
        var result = Proto.TryParse(text, ParseOptions.ForStoredSchemas);
        Assert.True(result.Schema is not null, result.Error?.ToString());
        return result.Schema;
    }

    private static Dictionary<string, Layout> Load()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Protobuf", "Cases", "layout.txt")).Replace('·', ' ');
        return text.Split("=== ", StringSplitOptions.RemoveEmptyEntries).ToDictionary(part => part[..part.IndexOf('\n', StringComparison.Ordinal)], Layout.Parse);
    }

    private sealed record Layout(string Input, string Canonical, string Normal)
    {
        public static Layout Parse(string part)
        {
            var input = Between(part, "--- input\n", "--- canonical");
            var isSame = part.Contains("--- canonical same\n", StringComparison.Ordinal);
            return new Layout(input, isSame ? input : Between(part, "--- canonical\n", "--- normal\n"), Between(part, "--- normal\n", null));
        }

        private static string Between(string text, string from, string? to)
        {
            var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
            return to is null ? text[start..] : text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
        }
    }
}
