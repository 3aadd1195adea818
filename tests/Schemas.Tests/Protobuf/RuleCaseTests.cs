using System.Text.Json;
using System.Text.Json.Serialization;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>Our own cases: of each rule one where it applies and one where it just does not.</summary>
public sealed class RuleCaseTests
{
    private static readonly Case[] Cases =
        JsonSerializer.Deserialize<Case[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Protobuf", "Cases", "rules.json")))!;

    public static TheoryData<int, string> Indexes() => [.. Cases.Select((one, i) => (i, one.Rule))];

    public static TheoryData<string> Rules() => [.. Proto.Format.Rules.Select(rule => rule.Id)];

    public static TheoryData<int> Texts() => [.. Cases.Index().Where(one => one.Item.Text is not null).Select(one => one.Index)];

    [Theory]
    [MemberData(nameof(Indexes))]
    public void A_case_gives_its_changes(int index, string rule)
    {
        var one = Cases[index];
        var changes = Proto.Changes(Parse(one.Original, one.OriginalImport, 1), Parse(one.Update, one.UpdateImport, 2));
        Assert.True(
            one.Changes.Order(StringComparer.Ordinal).SequenceEqual(changes),
            $"{rule}: expected [{string.Join(", ", one.Changes)}] but got [{string.Join(", ", changes)}]\n{one.Original}\n{one.Update}");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_has_a_case_where_it_applies(string rule) => Assert.Contains(Cases, one => one.Rule == rule && one.Applies);

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_has_a_case_where_it_does_not_apply(string rule) => Assert.Contains(Cases, one => one.Rule == rule && !one.Applies);

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_breaking_change_has_its_text(int index)
    {
        var one = Cases[index];
        var finding = Parse(one.Update, one.UpdateImport, 2).ReadingFrom(Parse(one.Original, one.OriginalImport, 1)).First(found => found.Rule.Id == one.Rule);
        Assert.Equal($"{{errorType:\"{one.Rule}\", description:\"{one.Text}\"}}", finding.WireText("new", "old"));
    }

    [Fact]
    public void Every_breaking_rule_has_a_text_in_the_cases() =>
        Assert.Equal(
            Proto.Format.Rules.Where(rule => !rule.Compatible).Select(rule => rule.Id).Order(StringComparer.Ordinal),
            Cases.Where(one => one.Text is not null).Select(one => one.Rule).Distinct().Order(StringComparer.Ordinal));

    private static ParsedSchema Parse(string text, string? import, int version) => import is null
        ? Proto.Parse(text)
        : Proto.Parse(text, [new SchemaReference("i.proto", "i", version)], [new ResolvedReference("i.proto", "i", version, import)]);

    private sealed record Case(
        [property: JsonPropertyName("rule")] string Rule,
        [property: JsonPropertyName("original")] string Original,
        [property: JsonPropertyName("update")] string Update,
        [property: JsonPropertyName("changes")] string[] Changes,
        [property: JsonPropertyName("text")] string? Text,
        [property: JsonPropertyName("original_import")] string? OriginalImport,
        [property: JsonPropertyName("update_import")] string? UpdateImport)
    {
        public bool Applies => Changes.Any(change => change.StartsWith(Rule + " ", StringComparison.Ordinal));
    }
}
