using SchemaRegistry.Schemas.Json.Model;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>
/// What a schema accepts beyond the properties it names (reference 11.4.4). Open: anything. Partially open: what a covering schema
/// accepts. Closed: nothing.
/// </summary>
internal static class ContentModel
{
    public static bool IsOpen(ObjectNode node) =>
        node.PermitsAdditional
        && node.Additional is null
        && node.PatternProperties.Length == 0
        && node.Unevaluated?.Resolved is null or EmptyNode;

    public static bool IsOpen(ArrayNode node) =>
        node.PermitsAdditional && node.Additional is null && node.Unevaluated?.Resolved is null or EmptyNode;

    /// <summary>The schema that covers a property the object does not name, or null.</summary>
    public static SchemaNode? Covering(ObjectNode node, string name, PatternMatcher patterns) =>
        patterns.Find(node, name) ?? Rest(node.PermitsAdditional, node.Additional, node.Unevaluated);

    /// <summary>The schema that covers an item after the tuple, or null.</summary>
    public static SchemaNode? Covering(ArrayNode node) => Rest(node.PermitsAdditional, node.Additional, node.Unevaluated);

    private static SchemaNode? Rest(bool isPermitted, SchemaNode? additional, SchemaNode? unevaluated) =>
        additional ?? (isPermitted && unevaluated?.Resolved is not (null or FalseNode or EmptyNode) ? unevaluated : null);
}
