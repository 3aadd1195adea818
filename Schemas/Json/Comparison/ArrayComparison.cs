using SchemaRegistry.Schemas.Json.Model;
using Rules = SchemaRegistry.Schemas.Json.JsonSchemaArrayRules;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>Compares two arrays (reference 11.4.5).</summary>
internal sealed class ArrayComparison(NodeComparer comparer, ArrayNode original, ArrayNode update, OutcomeBuilder outcome)
{
    public void Compare()
    {
        outcome.Include(comparer.Compare(original.AllItems, update.AllItems), "items");
        CompareTuples();
        RestComparison.CompareAdditional(
            comparer,
            "additionalItems",
            new(original.PermitsAdditional, original.Additional),
            new(update.PermitsAdditional, update.Additional),
            Rules.Additional,
            outcome);
        RestComparison.CompareUnevaluated(
            comparer, "unevaluatedItems", original.Unevaluated, update.Unevaluated, Rules.Unevaluated, outcome);
        BoundComparison.Compare("maxItems", original.MaxItems, update.MaxItems, Rules.MaxItems, outcome);
        BoundComparison.Compare("minItems", original.MinItems, update.MinItems, Rules.MinItems, outcome);
        if (original.UniqueItems != update.UniqueItems)
        {
            outcome.Add(update.UniqueItems ? Rules.UniqueItemsAdded : Rules.UniqueItemsRemoved, "uniqueItems");
        }

        BoundComparison.Compare("maxContains", original.MaxContains, update.MaxContains, Rules.MaxContains, outcome);
        BoundComparison.Compare("minContains", original.MinContains, update.MinContains, Rules.MinContains, outcome);
    }

    private void CompareTuples()
    {
        var before = original.TupleItems;
        var after = update.TupleItems;
        var common = Math.Min(before.Length, after.Length);
        for (var i = 0; i < common; i++)
        {
            outcome.Include(comparer.Compare(before[i], after[i]), $"items/{i}");
        }

        for (var i = common; i < before.Length; i++)
        {
            CompareRemoved(before[i], $"items/{i}");
        }

        for (var i = common; i < after.Length; i++)
        {
            CompareAdded(after[i], $"items/{i}");
        }
    }

    private void CompareRemoved(SchemaNode item, string path)
    {
        if (ContentModel.IsOpen(update))
        {
            outcome.Add(Rules.RemovedFromOpen, path);
        }
        else if (ContentModel.Covering(update) is { } covering)
        {
            var compared = comparer.Compare(item, covering);
            outcome.Include(compared, path);
            outcome.Add(compared.IsCompatible ? Rules.RemovedIsCovered : Rules.RemovedNotCovered, path);
        }
        else
        {
            outcome.Add(item.Resolved is FalseNode ? Rules.FalseRemovedFromClosed : Rules.RemovedFromClosed, path);
        }
    }

    private void CompareAdded(SchemaNode item, string path)
    {
        if (ContentModel.IsOpen(original))
        {
            outcome.Add(item.Resolved is EmptyNode ? Rules.EmptyAddedToOpen : Rules.AddedToOpen, path);
        }
        else if (ContentModel.Covering(original) is { } covering)
        {
            var compared = comparer.Compare(covering, item);
            outcome.Include(compared, path);
            outcome.Add(compared.IsCompatible ? Rules.AddedIsCovered : Rules.AddedNotCovered, path);
        }
        else
        {
            outcome.Add(Rules.AddedToClosed, path);
        }
    }
}
