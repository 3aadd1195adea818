using System.Globalization;
using System.Text.Json;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Json;

namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>For each rule a pair of schemas it applies to, and a near miss it does not apply to (<c>rule-cases.json</c>).</summary>
public sealed class RuleCaseTests
{
    private static readonly JsonSchemaFormat Format = new();

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var (index, element) in Read().Index())
        {
            cases.Add(Rule(element), index);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_applies_where_it_should(string rule, int index)
    {
        var changes = Changes(Read()[index]);

        Assert.Contains(changes, change => change.StartsWith(rule + " ", StringComparison.Ordinal));
        Assert.Equal(Expected(Read()[index]), changes);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_does_not_apply_to_a_near_miss(string rule, int index)
    {
        var nearMiss = Read()[index].GetProperty("near_miss");
        var changes = Changes(nearMiss);

        Assert.DoesNotContain(changes, change => change.StartsWith(rule + " ", StringComparison.Ordinal));
        Assert.Equal(Expected(nearMiss), changes);
    }

    [Fact]
    public void Every_rule_has_a_case() =>
        Assert.Equal(Format.Rules.Select(rule => rule.Id).Order(StringComparer.Ordinal), Read().Select(Rule).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_case_names_a_rule_of_its_own_policy() =>
        Assert.All(Format.Rules, rule => Assert.True(rule.CompatibleWhenLenient || !rule.Compatible, rule.Id));

    private static string Rule(JsonElement element) => element.GetProperty("rule").GetString()!;

    private static string[] Expected(JsonElement element) => new VectorCase("", element).Changes!;

    private static string[] Changes(JsonElement element)
    {
        var @case = new VectorCase("", element);
        var options = element.TryGetProperty("work_budget", out var budget)
            ? ParseOptions.ForStoredSchemas with { WorkBudget = budget.GetInt32() }
            : ParseOptions.ForNewSchemas;
        return
        [
            .. @case.Compare(CompatibilityPolicy.Strict, options)
                .Select(finding => string.Create(CultureInfo.InvariantCulture, $"{finding}"))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    private static List<JsonElement> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Json", "rule-cases.json")));
        return [.. document.RootElement.EnumerateArray().Select(element => element.Clone())];
    }
}
