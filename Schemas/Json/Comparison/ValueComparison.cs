using SchemaRegistry.Schemas.Json.Model;
using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>Compares enumerations and constants.</summary>
internal static class ValueComparison
{
    public static void Compare(EnumNode original, EnumNode update, OutcomeBuilder outcome)
    {
        var kept = original.Values.Count(update.Values.Contains);
        if (kept == original.Values.Count && kept == update.Values.Count)
        {
            return;
        }

        var rule = JsonSchemaRules.EnumArrayChanged;
        if (kept == original.Values.Count)
        {
            rule = JsonSchemaRules.EnumArrayExtended;
        }
        else if (kept == update.Values.Count)
        {
            rule = JsonSchemaRules.EnumArrayNarrowed;
        }

        outcome.Add(rule, "enum");
    }

    public static void Compare(ConstNode original, ConstNode update, OutcomeBuilder outcome)
    {
        if (!JsonEquality.Instance.Equals(original.Value, update.Value))
        {
            outcome.Add(JsonSchemaRules.EnumArrayChanged, "const");
        }
    }
}
