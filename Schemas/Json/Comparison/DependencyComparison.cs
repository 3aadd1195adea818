using SchemaRegistry.Schemas.Json.Model;
using Rules = SchemaRegistry.Schemas.Json.JsonSchemaObjectRules;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>Compares what must hold when a property is present: the <c>dependent…</c> keywords and <c>dependencies</c>.</summary>
internal static class DependencyComparison
{
    public static void Compare(NodeComparer comparer, ObjectNode original, ObjectNode update, OutcomeBuilder outcome)
    {
        CompareNames(original, update, outcome);
        CompareSchemas(comparer, original, update, outcome);
    }

    private static void CompareNames(ObjectNode original, ObjectNode update, OutcomeBuilder outcome)
    {
        foreach (var (name, before) in original.NameDependencies)
        {
            var path = "dependencies/" + name;
            if (!update.NameDependencies.TryGetValue(name, out var after))
            {
                outcome.Add(Rules.DependencyArrayRemoved, path);
            }
            else if (!after.SetEquals(before))
            {
                var shrinks = after.IsSubsetOf(before) ? Rules.DependencyArrayNarrowed : Rules.DependencyArrayChanged;
                outcome.Add(after.IsSupersetOf(before) ? Rules.DependencyArrayExtended : shrinks, path);
            }
        }

        foreach (var (name, _) in update.NameDependencies)
        {
            if (!original.NameDependencies.ContainsKey(name))
            {
                outcome.Add(Rules.DependencyArrayAdded, "dependencies/" + name);
            }
        }
    }

    private static void CompareSchemas(NodeComparer comparer, ObjectNode original, ObjectNode update, OutcomeBuilder outcome)
    {
        foreach (var (name, before) in original.SchemaDependencies)
        {
            var path = "dependencies/" + name;
            if (update.SchemaDependencies.TryGetValue(name, out var after))
            {
                outcome.Include(comparer.Compare(before, after), path);
            }
            else
            {
                outcome.Add(Rules.DependencySchemaRemoved, path);
            }
        }

        foreach (var (name, _) in update.SchemaDependencies)
        {
            if (!original.SchemaDependencies.ContainsKey(name))
            {
                outcome.Add(Rules.DependencySchemaAdded, "dependencies/" + name);
            }
        }
    }
}
