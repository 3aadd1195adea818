using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Protobuf.Linking;

namespace SchemaRegistry.Schemas.Protobuf.Comparing;

/// <summary>One comparison of two schemas: what was found, which pairs of imported messages were seen, and what is left to spend.</summary>
internal sealed class Comparison
{
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<(Symbol Original, Symbol Update), bool> _imported = [];
    private readonly int _budget;
    private int _left;

    private Comparison(int budget) => _left = _budget = budget;

    public static ImmutableArray<Finding> Compare(LinkedFile original, LinkedFile update, ParseOptions options)
    {
        var comparison = new Comparison(options.WorkBudget);
        if (original.Source.Package != update.Source.Package)
        {
            comparison.Report(ProtobufRules.PackageChanged, "#/");
        }

        TypesDiff.Compare(comparison, TypeList.Of(original), TypeList.Of(update), "#/");
        if (comparison._left < 0)
        {
            comparison._findings.Add(new Finding(CommonRules.TooComplex, "#/", $"{comparison._budget}"));
        }

        return [.. comparison._findings];
    }

    public void Report(FindingRule rule, string path) => _findings.Add(new Finding(rule, path));

    /// <summary>False when the budget is used up and the comparison should come to its end.</summary>
    public bool Spend() => --_left >= 0;

    /// <summary>False when messages refer to further messages more deeply than the stack allows.</summary>
    public bool CanGoDeeper()
    {
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return true;
        }

        _left = -1;
        return false;
    }

    /// <summary>
    /// Compares two messages of the same name from different files in depth, under the path of their own name, each pair
    /// once. True when one can read the other.
    /// </summary>
    public bool CompareImported(Symbol original, Symbol update)
    {
        if (_imported.TryGetValue((original, update), out var known))
        {
            return known;
        }

        _imported[(original, update)] = true;
        var before = _findings.Count;
        MessageDiff.Compare(this, Scope.Of(original), Scope.Of(update), $"#/{update.LocalName.Replace('.', '/')}/");
        var isCompatible = _findings[before..].TrueForAll(finding => finding.Rule.Compatible);
        _imported[(original, update)] = isCompatible;
        return isCompatible;
    }
}
