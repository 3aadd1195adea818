using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Protobuf.Model;

internal enum FieldLabel
{
    /// <summary>No label in the source.</summary>
    None = 0,
    Optional = 1,
    Required = 2,
    Repeated = 3,
}

/// <summary>A field, a oneof member, an extension, or (with a <see cref="Group"/>) a group.</summary>
/// <param name="Name">As written; the name of a group begins with a capital letter.</param>
/// <param name="Type">As written; of a map the type of its values.</param>
/// <param name="Number">The tag.</param>
/// <param name="Position">Where its statement starts.</param>
internal sealed record FieldNode(string Name, string Type, int Number, Position Position)
{
    public FieldLabel Label { get; init; }

    /// <summary>The key type of a map field; null elsewhere.</summary>
    public string? MapKey { get; init; }

    public ImmutableArray<OptionNode> Options { get; init; } = [];

    public OptionValue? Default { get; init; }

    public string? JsonName { get; init; }

    public bool InOneOf { get; init; }

    public MessageNode? Group { get; init; }

    public bool IsMap => MapKey is not null;

    public bool IsGroup => Group is not null;

    /// <summary>The name a descriptor gives it: groups are fields in lower case.</summary>
    public string FieldName => IsGroup ? Name.ToLowerInvariant() : Name;
}
