using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Model;

internal sealed class ArrayNode : SchemaNode
{
    /// <summary>The schema of every item, when there is one.</summary>
    public SchemaNode? AllItems { get; init; }

    /// <summary>The schemas of the first items, position by position.</summary>
    public SchemaNode[] TupleItems { get; init; } = [];

    public bool PermitsAdditional { get; init; } = true;

    /// <summary>The schema of the items after the tuple; null when they are free or forbidden.</summary>
    public SchemaNode? Additional { get; init; }

    public SchemaNode? Unevaluated { get; init; }

    public JsonNumber? MinItems { get; init; }

    public JsonNumber? MaxItems { get; init; }

    public bool UniqueItems { get; init; }

    public JsonNumber? MinContains { get; init; }

    public JsonNumber? MaxContains { get; init; }
}
