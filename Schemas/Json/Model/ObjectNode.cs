using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Model;

internal sealed class ObjectNode : SchemaNode
{
    /// <summary>In source order.</summary>
    public required KeyValuePair<string, SchemaNode>[] Properties { get; init; }

    public required Dictionary<string, SchemaNode> PropertiesByName { get; init; }

    public required HashSet<string> Required { get; init; }

    public required KeyValuePair<string, SchemaNode>[] PatternProperties { get; init; }

    public bool PermitsAdditional { get; init; } = true;

    /// <summary>The schema of additional properties; null when they are free or forbidden.</summary>
    public SchemaNode? Additional { get; init; }

    public SchemaNode? Unevaluated { get; init; }

    public required Dictionary<string, HashSet<string>> NameDependencies { get; init; }

    public required Dictionary<string, SchemaNode> SchemaDependencies { get; init; }

    public JsonNumber? MinProperties { get; init; }

    public JsonNumber? MaxProperties { get; init; }
}
