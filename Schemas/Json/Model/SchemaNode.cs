using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Model;

/// <summary>A schema as the comparison sees it (reference 11.4.1). The kind of a node is its class.</summary>
internal abstract class SchemaNode
{
    /// <summary>The text the node stands for; null for one of several parts that a text was taken apart into.</summary>
    public JsonTree? Source { get; private set; }

    public SchemaAnnotations Annotations { get; private set; } = SchemaAnnotations.None;

    public virtual bool HasDefault => Annotations.Default is not null;

    /// <summary>The schema itself, or what it refers to.</summary>
    public virtual SchemaNode Resolved => this;

    /// <summary>Called once, by the builder, on the node that stands for a whole text.</summary>
    public SchemaNode Describe(JsonTree source, SchemaAnnotations annotations)
    {
        (Source, Annotations) = (source, annotations);
        return this;
    }
}

/// <summary>The keywords that describe a schema without constraining data.</summary>
internal sealed record SchemaAnnotations(string? Id, string? Title, string? Description, JsonTree? Default, bool IsConnectBytes)
{
    public static readonly SchemaAnnotations None = new(null, null, null, null, false);
}
