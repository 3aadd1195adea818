using System.Runtime.CompilerServices;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Json.Model;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>Compares pairs of nodes, each pair once (reference 11.4.2). One instance serves one comparison.</summary>
internal sealed class NodeComparer(CompatibilityPolicy policy, WorkBudget budget, int maxDepth)
{
    // A pair whose result is stored is charged for memory as well as time.
    private const int StructureCost = 8;

    private readonly Dictionary<(SchemaNode, SchemaNode), Outcome> _done = [];
    private readonly HashSet<(SchemaNode, SchemaNode)> _inProgress = [];
    private readonly HashSet<(SchemaNode, SchemaNode)> _assumed = [];
    private readonly HashSet<(SchemaNode, SchemaNode)> _refuted = [];
    private readonly PatternMatcher _patterns = new(budget);

    public WorkBudget Budget => budget;

    public PatternMatcher Patterns => _patterns;

    public OutcomeBuilder NewOutcome() => new(policy);

    public Outcome Compare(SchemaNode? original, SchemaNode? update)
    {
        if (original is null || update is null)
        {
            return original is null ? (update is null ? Outcome.Equal : Outcome.SchemaAdded) : Outcome.SchemaRemoved;
        }

        if (!budget.TrySpend(1))
        {
            return Outcome.Refuted;
        }

        return CompareResolved(original.Resolved, update.Resolved);
    }

    /// <summary>
    /// Forgets all results if one of them rests on a pair that was taken for compatible and is not. False when all
    /// assumptions hold.
    /// </summary>
    public bool RefuteWrongAssumptions()
    {
        var isWrong = false;
        foreach (var pair in _assumed)
        {
            isWrong |= _done.TryGetValue(pair, out var outcome) && !outcome.IsCompatible;
        }

        if (!isWrong)
        {
            return false;
        }

        foreach (var (pair, outcome) in _done)
        {
            if (!outcome.IsCompatible)
            {
                _refuted.Add(pair);
            }
        }

        _assumed.Clear();
        _done.Clear();
        return true;
    }

    private Outcome CompareResolved(SchemaNode original, SchemaNode update)
    {
        var isCombined = original is CombinedNode || update is CombinedNode;
        if (!isCombined && original.GetType() != update.GetType())
        {
            return KindComparison.Compare(original, update);
        }

        return isCombined || original is ObjectNode or ArrayNode or NotNode
            ? CompareOnce(original, update)
            : CompareKeywords(original, update);
    }

    private Outcome CompareOnce(SchemaNode original, SchemaNode update)
    {
        var pair = (original, update);
        if (_done.TryGetValue(pair, out var known))
        {
            return known;
        }

        if (!_inProgress.Add(pair))
        {
            return Assume(pair);
        }

        if (_inProgress.Count > maxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            budget.Exhaust();
        }

        var outcome = budget.TrySpend(StructureCost) ? CompareStructures(original, update) : Outcome.Refuted;
        _inProgress.Remove(pair);
        _done.Add(pair, outcome);
        return outcome;
    }

    private Outcome Assume((SchemaNode, SchemaNode) pair)
    {
        if (_refuted.Contains(pair))
        {
            return Outcome.Refuted;
        }

        _assumed.Add(pair);
        return Outcome.Equal;
    }

    private Outcome CompareStructures(SchemaNode original, SchemaNode update)
    {
        if (original is CombinedNode != update is CombinedNode)
        {
            return CombinedComparison.CompareWithPlain(this, original, update) ?? KindComparison.Compare(original, update);
        }

        return CompareKeywords(original, update);
    }

    private Outcome CompareKeywords(SchemaNode original, SchemaNode update)
    {
        var outcome = NewOutcome();
        AnnotationComparison.Compare(original.Annotations, update.Annotations, outcome);
        switch (original)
        {
            case StringNode text:
                ScalarComparison.Compare(text, (StringNode)update, outcome);
                break;
            case NumberNode number:
                ScalarComparison.Compare(number, (NumberNode)update, outcome);
                break;
            case EnumNode values:
                ValueComparison.Compare(values, (EnumNode)update, outcome);
                break;
            case ConstNode value:
                ValueComparison.Compare(value, (ConstNode)update, outcome);
                break;
            case NotNode not:
                CompareSwapped(not, (NotNode)update, outcome);
                break;
            case CombinedNode combined:
                CombinedComparison.Compare(this, combined, (CombinedNode)update, outcome);
                break;
            case ObjectNode @object:
                new ObjectComparison(this, @object, (ObjectNode)update, outcome).Compare();
                break;
            case ArrayNode array:
                new ArrayComparison(this, array, (ArrayNode)update, outcome).Compare();
                break;
            case UnresolvedNode unresolved when unresolved.Reference != ((UnresolvedNode)update).Reference:
                outcome.Add(JsonSchemaRules.TypeChanged);
                break;
        }

        return outcome.Build();
    }

    // "not" swaps the roles: the negated schema may become narrower, but not wider.
    private void CompareSwapped(NotNode original, NotNode update, OutcomeBuilder outcome)
    {
        var swapped = Compare(update.Inner, original.Inner);
        outcome.Add(swapped.IsCompatible ? JsonSchemaRules.NotTypeNarrowed : JsonSchemaRules.NotTypeExtended, "not");
    }
}
