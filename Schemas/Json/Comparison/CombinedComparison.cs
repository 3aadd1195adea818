using SchemaRegistry.Schemas.Json.Model;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>Compares combinations with each other and with plain schemas (reference 11.4.2, steps 3 and 4, and 11.4.3).</summary>
internal static class CombinedComparison
{
    /// <summary>
    /// Compares when only one side is combined: with its branches. Null when no branch fits, so that the kinds simply differ.
    /// </summary>
    public static Outcome? CompareWithPlain(NodeComparer comparer, SchemaNode original, SchemaNode update) =>
        original is CombinedNode combined
            ? CompareToPlain(comparer, combined, update)
            : CompareFromPlain(comparer, original, (CombinedNode)update);

    public static void Compare(NodeComparer comparer, CombinedNode original, CombinedNode update, OutcomeBuilder outcome)
    {
        if (original.Criterion != update.Criterion)
        {
            if (!MayReplace(original, update))
            {
                outcome.Add(JsonSchemaRules.CombinedTypeChanged);
                return;
            }

            outcome.Add(JsonSchemaRules.CombinedTypeExtended);
        }

        CompareSizes(original, update, outcome);
        new BranchMatching(comparer, original.Distinct, update.Distinct, original.Keyword, outcome).Compare();
    }

    private static Outcome? CompareFromPlain(NodeComparer comparer, SchemaNode original, CombinedNode update)
    {
        if (!update.IsSingle && update.Criterion == CombinedCriterion.AllOf)
        {
            return null;
        }

        foreach (var branch in update.Branches)
        {
            var compared = comparer.Compare(original, branch);
            if (!compared.IsCompatible)
            {
                continue;
            }

            var outcome = comparer.NewOutcome();
            outcome.Include(compared);
            if (!update.IsSingle)
            {
                outcome.Add(JsonSchemaRules.SumTypeExtended);
            }

            return outcome.Build();
        }

        return null;
    }

    private static Outcome? CompareToPlain(NodeComparer comparer, CombinedNode original, SchemaNode update)
    {
        if (!original.IsSingle && original.Criterion != CombinedCriterion.AllOf)
        {
            return null;
        }

        foreach (var branch in original.Branches)
        {
            var compared = comparer.Compare(branch, update);
            if (!compared.IsCompatible)
            {
                continue;
            }

            var outcome = comparer.NewOutcome();
            outcome.Include(compared);
            if (!original.IsSingle)
            {
                outcome.Add(JsonSchemaRules.ProductTypeNarrowed);
            }

            return outcome.Build();
        }

        return null;
    }

    private static bool MayReplace(CombinedNode original, CombinedNode update) =>
        update.Criterion == CombinedCriterion.AnyOf
        || original.IsSingle && (update.IsSingle || update.Criterion == CombinedCriterion.OneOf)
        || update.IsSingle && original.Criterion == CombinedCriterion.AllOf;

    private static void CompareSizes(CombinedNode original, CombinedNode update, OutcomeBuilder outcome)
    {
        if (update.Distinct.Length > original.Distinct.Length)
        {
            outcome.Add(
                update.Criterion == CombinedCriterion.AllOf ? JsonSchemaRules.ProductTypeExtended : JsonSchemaRules.SumTypeExtended);
        }
        else if (update.Distinct.Length < original.Distinct.Length)
        {
            outcome.Add(
                original.Criterion == CombinedCriterion.AllOf ? JsonSchemaRules.ProductTypeNarrowed : JsonSchemaRules.SumTypeNarrowed);
        }
    }
}
