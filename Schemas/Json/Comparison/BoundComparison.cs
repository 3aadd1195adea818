using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>Compares one bound, such as <c>maxLength</c>.</summary>
internal static class BoundComparison
{
    public static void Compare(
        string keyword, JsonNumber? original, JsonNumber? update, JsonSchemaBoundRules rules, OutcomeBuilder outcome)
    {
        if (original is not { } before)
        {
            if (update is not null)
            {
                outcome.Add(rules.Added, keyword);
            }

            return;
        }

        if (update is not { } after)
        {
            outcome.Add(rules.Removed, keyword);
            return;
        }

        var change = after.CompareTo(before);
        if (change != 0)
        {
            outcome.Add(change > 0 ? rules.Increased : rules.Decreased, keyword);
        }
    }
}
