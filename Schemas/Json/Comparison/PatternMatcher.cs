using System.Text.RegularExpressions;
using SchemaRegistry.Schemas.Json.Model;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>Matches property names with the patterns of one comparison. Where that takes too long nothing is known, and the comparison is given up.</summary>
internal sealed class PatternMatcher(WorkBudget budget)
{
    // In steps of the budget.
    private const int CompileCost = 50;

    private readonly Dictionary<string, Regex?> _compiled = new(StringComparer.Ordinal);

    /// <summary>The schema of the first pattern that matches the name, or null.</summary>
    public SchemaNode? Find(ObjectNode node, string name)
    {
        foreach (var (pattern, schema) in node.PatternProperties)
        {
            if (!budget.TrySpend(1 + (name.Length / 16)))
            {
                return null;
            }

            if (Matches(pattern, name))
            {
                return schema;
            }
        }

        return null;
    }

    private bool Matches(string pattern, string name)
    {
        if (!_compiled.TryGetValue(pattern, out var compiled))
        {
            compiled = budget.TrySpend(CompileCost + pattern.Length) ? JsonSchemaPattern.Compile(pattern) : null;
            _compiled.Add(pattern, compiled);
        }

        if (compiled is null)
        {
            return false;
        }

        if (JsonSchemaPattern.Matches(compiled, name) is { } answer)
        {
            return answer;
        }

        budget.Exhaust();
        return false;
    }
}
