using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Json.Model;
using Rules = SchemaRegistry.Schemas.Json.JsonSchemaObjectRules;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>Compares two objects (reference 11.4.4).</summary>
internal sealed class ObjectComparison(NodeComparer comparer, ObjectNode original, ObjectNode update, OutcomeBuilder outcome)
{
    public void Compare()
    {
        CompareRequired();
        CompareProperties();
        DependencyComparison.Compare(comparer, original, update, outcome);
        RestComparison.CompareAdditional(
            comparer,
            "additionalProperties",
            new(original.PermitsAdditional, original.Additional),
            new(update.PermitsAdditional, update.Additional),
            Rules.Additional,
            outcome);
        RestComparison.CompareUnevaluated(
            comparer, "unevaluatedProperties", original.Unevaluated, update.Unevaluated, Rules.Unevaluated, outcome);
        BoundComparison.Compare("maxProperties", original.MaxProperties, update.MaxProperties, Rules.MaxProperties, outcome);
        BoundComparison.Compare("minProperties", original.MinProperties, update.MinProperties, Rules.MinProperties, outcome);
    }

    private void CompareRequired()
    {
        foreach (var (name, _) in original.Properties)
        {
            if (!update.PropertiesByName.TryGetValue(name, out var property))
            {
                continue;
            }

            var isRequired = update.Required.Contains(name);
            if (isRequired == original.Required.Contains(name))
            {
                continue;
            }

            var added = property.HasDefault ? Rules.RequiredWithDefaultAdded : Rules.RequiredAdded;
            outcome.Add(isRequired ? added : Rules.RequiredRemoved, "required/" + name);
        }
    }

    private void CompareProperties()
    {
        foreach (var (name, before) in original.Properties)
        {
            if (update.PropertiesByName.TryGetValue(name, out var after))
            {
                outcome.Include(comparer.Compare(before, after), "properties/" + name);
            }
            else
            {
                CompareRemoved(name, before);
            }
        }

        foreach (var (name, after) in update.Properties)
        {
            if (!original.PropertiesByName.ContainsKey(name))
            {
                CompareAdded(name, after);
            }
        }
    }

    // A property may be removed if the new schema still accepts data that holds it.
    private void CompareRemoved(string name, SchemaNode property)
    {
        var path = "properties/" + name;
        if (ContentModel.IsOpen(update))
        {
            outcome.Add(Rules.RemovedFromOpen, path);
        }
        else if (ContentModel.Covering(update, name, comparer.Patterns) is { } covering)
        {
            var compared = comparer.Compare(property, covering);
            outcome.Include(compared, path);
            outcome.Add(compared.IsCompatible ? Rules.RemovedIsCovered : Rules.RemovedNotCovered, path);
        }
        else
        {
            outcome.Add(property.Resolved is FalseNode ? Rules.FalseRemovedFromClosed : Rules.RemovedFromClosed, path);
        }
    }

    // A property may be added if it accepts what the old schema accepted under that name.
    private void CompareAdded(string name, SchemaNode property)
    {
        var path = "properties/" + name;
        if (ContentModel.IsOpen(original))
        {
            outcome.Add(AddedToOpen(name, property), path);
            return;
        }

        if (ContentModel.Covering(original, name, comparer.Patterns) is { } covering)
        {
            var compared = comparer.Compare(covering, property);
            outcome.Include(compared, path);
            outcome.Add(compared.IsCompatible ? Rules.AddedIsCovered : Rules.AddedNotCovered, path);
        }

        outcome.Add(AddedToUnopen(name, property), path);
    }

    private FindingRule AddedToOpen(string name, SchemaNode property)
    {
        if (property.Resolved is EmptyNode)
        {
            return Rules.EmptyAddedToOpen;
        }

        if (!update.Required.Contains(name))
        {
            return Rules.OptionalAddedToOpen;
        }

        return property.HasDefault ? Rules.RequiredWithDefaultAddedToOpen : Rules.RequiredAddedToOpen;
    }

    private FindingRule AddedToUnopen(string name, SchemaNode property)
    {
        if (!update.Required.Contains(name))
        {
            return Rules.OptionalAddedToUnopen;
        }

        return property.HasDefault ? Rules.RequiredWithDefaultAddedToUnopen : Rules.RequiredAddedToUnopen;
    }
}
