using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Model;

/// <summary><c>{}</c>: accepts anything.</summary>
internal class EmptyNode : SchemaNode;

/// <summary><c>true</c>: a kind of empty schema.</summary>
internal sealed class TrueNode : EmptyNode;

/// <summary><c>false</c>: accepts nothing.</summary>
internal sealed class FalseNode : SchemaNode;

internal sealed class BooleanNode : SchemaNode;

internal sealed class NullNode : SchemaNode;

/// <summary><c>if</c>, <c>then</c>, <c>else</c>; their contents are not compared.</summary>
internal sealed class ConditionalNode : SchemaNode;

internal sealed class StringNode : SchemaNode
{
    public JsonNumber? MinLength { get; init; }

    public JsonNumber? MaxLength { get; init; }

    public string? Pattern { get; init; }
}

internal sealed class NumberNode : SchemaNode
{
    public bool IsInteger { get; init; }

    public JsonNumber? Minimum { get; init; }

    public JsonNumber? Maximum { get; init; }

    public JsonNumber? ExclusiveMinimum { get; init; }

    public JsonNumber? ExclusiveMaximum { get; init; }

    public JsonNumber? MultipleOf { get; init; }
}

internal sealed class EnumNode(HashSet<JsonTree> values) : SchemaNode
{
    public HashSet<JsonTree> Values { get; } = values;
}

internal sealed class ConstNode(JsonTree value) : SchemaNode
{
    public JsonTree Value { get; } = value;
}

internal sealed class NotNode(SchemaNode inner) : SchemaNode
{
    public SchemaNode Inner { get; } = inner;
}
