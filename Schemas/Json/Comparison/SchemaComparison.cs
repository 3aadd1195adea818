using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Json.Model;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>The terms of one comparison.</summary>
internal sealed record ComparisonLimits(int WorkBudget, int MaxDepth);

/// <summary>
/// Compares two models (reference 11.4). Recursive schemas make a pair depend on itself: at first every such pair is taken
/// for compatible, and the comparison is repeated without the assumptions that proved wrong until all hold.
/// </summary>
internal static class SchemaComparison
{
    public static ImmutableArray<Finding> Compare(
        SchemaNode original, SchemaNode update, CompatibilityPolicy policy, ComparisonLimits limits)
    {
        var budget = new WorkBudget(limits.WorkBudget);
        var comparer = new NodeComparer(policy, budget, limits.MaxDepth);
        var outcome = comparer.Compare(original, update);
        while (comparer.RefuteWrongAssumptions() && !budget.IsExhausted)
        {
            outcome = comparer.Compare(original, update);
        }

        var findings = ImmutableArray.CreateBuilder<Finding>();
        Collect(outcome, "#/", findings, budget);
        return budget.IsExhausted
            ? [new Finding(CommonRules.TooComplex, "#/", limits.WorkBudget.ToString(System.Globalization.CultureInfo.InvariantCulture))]
            : findings.ToImmutable();
    }

    // Shared outcomes can expand to exponentially many findings, so the budget pays for each, and more for a longer path.
    private static void Collect(Outcome outcome, string path, ImmutableArray<Finding>.Builder findings, WorkBudget budget)
    {
        foreach (var entry in outcome.Entries)
        {
            if (!budget.TrySpend(4 + (path.Length / 16)))
            {
                return;
            }

            var at = Join(path, entry.Path);
            if (entry.Rule is { } rule)
            {
                findings.Add(new Finding(rule, at));
            }
            else
            {
                Collect(entry.Inner!, at, findings, budget);
            }
        }
    }

    private static string Join(string path, string relative)
    {
        if (relative.Length == 0)
        {
            return path;
        }

        return path.Length == 2 ? path + relative : $"{path}/{relative}";
    }
}
