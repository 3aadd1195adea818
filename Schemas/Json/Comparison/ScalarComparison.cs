using SchemaRegistry.Schemas.Json.Model;
using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>Compares strings and numbers.</summary>
internal static class ScalarComparison
{
    public static void Compare(StringNode original, StringNode update, OutcomeBuilder outcome)
    {
        BoundComparison.Compare("maxLength", original.MaxLength, update.MaxLength, JsonSchemaRules.MaxLength, outcome);
        BoundComparison.Compare("minLength", original.MinLength, update.MinLength, JsonSchemaRules.MinLength, outcome);
        if (original.Pattern == update.Pattern)
        {
            return;
        }

        var rule = (original.Pattern, update.Pattern) switch
        {
            (null, _) => JsonSchemaRules.PatternAdded,
            (_, null) => JsonSchemaRules.PatternRemoved,
            _ => JsonSchemaRules.PatternChanged,
        };
        outcome.Add(rule, "pattern");
    }

    public static void Compare(NumberNode original, NumberNode update, OutcomeBuilder outcome)
    {
        BoundComparison.Compare("maximum", original.Maximum, update.Maximum, JsonSchemaRules.Maximum, outcome);
        BoundComparison.Compare("minimum", original.Minimum, update.Minimum, JsonSchemaRules.Minimum, outcome);
        BoundComparison.Compare(
            "exclusiveMaximum", original.ExclusiveMaximum, update.ExclusiveMaximum, JsonSchemaRules.ExclusiveMaximum, outcome);
        BoundComparison.Compare(
            "exclusiveMinimum", original.ExclusiveMinimum, update.ExclusiveMinimum, JsonSchemaRules.ExclusiveMinimum, outcome);
        CompareMultiples(original.MultipleOf, update.MultipleOf, outcome);
        if (original.IsInteger != update.IsInteger)
        {
            outcome.Add(original.IsInteger ? JsonSchemaRules.TypeExtended : JsonSchemaRules.TypeNarrowed);
        }
    }

    private static void CompareMultiples(JsonNumber? original, JsonNumber? update, OutcomeBuilder outcome)
    {
        if (original == update)
        {
            return;
        }

        var rule = (original, update) switch
        {
            (null, _) => JsonSchemaRules.MultipleOfAdded,
            (_, null) => JsonSchemaRules.MultipleOfRemoved,
            ({ } before, { } after) when after.IsMultipleOf(before) => JsonSchemaRules.MultipleOfExpanded,
            ({ } before, { } after) when before.IsMultipleOf(after) => JsonSchemaRules.MultipleOfReduced,
            _ => JsonSchemaRules.MultipleOfChanged,
        };
        outcome.Add(rule, "multipleOf");
    }
}
