using SchemaRegistry.Schemas.Json.Model;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>
/// Compares what is allowed beyond the named properties or the tuple: the <c>additional…</c> and <c>unevaluated…</c> keywords.
/// </summary>
internal static class RestComparison
{
    internal readonly record struct Additional(bool IsPermitted, SchemaNode? Schema);

    public static void CompareAdditional(
        NodeComparer comparer, string keyword, Additional original, Additional update, JsonSchemaRestRules rules, OutcomeBuilder outcome)
    {
        if (original.IsPermitted != update.IsPermitted)
        {
            outcome.Add(update.IsPermitted ? rules.Added : rules.Removed, keyword);
        }
        else if (original.Schema is null && update.Schema is not null)
        {
            outcome.Add(rules.Narrowed, keyword);
        }
        else if (original.Schema is not null && update.Schema is null)
        {
            outcome.Add(rules.Extended, keyword);
        }
        else
        {
            outcome.Include(comparer.Compare(original.Schema, update.Schema), keyword);
        }
    }

    public static void CompareUnevaluated(
        NodeComparer comparer, string keyword, SchemaNode? original, SchemaNode? update, JsonSchemaRestRules rules, OutcomeBuilder outcome)
    {
        var before = original?.Resolved;
        var after = update?.Resolved;
        if (before is null && after is null)
        {
            return;
        }

        if (before is FalseNode != after is FalseNode)
        {
            outcome.Add(before is FalseNode ? rules.Added : rules.Removed, keyword);
        }
        else if (before is null || before is EmptyNode && after is not null and not EmptyNode)
        {
            outcome.Add(rules.Narrowed, keyword);
        }
        else if (after is null || after is EmptyNode && before is not EmptyNode)
        {
            outcome.Add(rules.Extended, keyword);
        }
        else
        {
            outcome.Include(comparer.Compare(before, after), keyword);
        }
    }
}
