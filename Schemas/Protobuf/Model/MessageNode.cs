using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Protobuf.Model;

/// <summary>A message, or the body of a group.</summary>
internal sealed record MessageNode(string Name, Position Position)
{
    public ImmutableArray<ReservedNode> Reserved { get; init; } = [];

    public ImmutableArray<OptionNode> Options { get; init; } = [];

    public ImmutableArray<FieldNode> Fields { get; init; } = [];

    public ImmutableArray<OneOfNode> OneOfs { get; init; } = [];

    public ImmutableArray<FieldNode> Groups { get; init; } = [];

    public ImmutableArray<ExtensionsNode> Extensions { get; init; } = [];

    public ImmutableArray<ExtendNode> Extends { get; init; } = [];

    public ImmutableArray<MessageNode> Messages { get; init; } = [];

    public ImmutableArray<EnumNode> Enums { get; init; } = [];

    /// <summary>Every field that carries a tag of this message: plain, in a oneof, group.</summary>
    public IEnumerable<FieldNode> AllFields()
    {
        foreach (var field in Fields)
        {
            yield return field;
        }

        foreach (var oneOf in OneOfs)
        {
            foreach (var member in oneOf.Members())
            {
                yield return member;
            }
        }

        foreach (var group in Groups)
        {
            yield return group;
        }
    }

    /// <summary>Whether this is the entry type behind a map field, spelled out.</summary>
    public bool IsMapEntry() => Options.Any(option => option.IsBuiltIn("map_entry") && option.Value is NameValue { Text: "true" });
}

/// <summary>A oneof and its members.</summary>
internal sealed record OneOfNode(string Name, Position Position)
{
    public ImmutableArray<OptionNode> Options { get; init; } = [];

    public ImmutableArray<FieldNode> Fields { get; init; } = [];

    public ImmutableArray<FieldNode> Groups { get; init; } = [];

    public IEnumerable<FieldNode> Members() => Groups.IsEmpty ? Fields : Fields.Concat(Groups);
}

/// <summary>An <c>extend</c> block.</summary>
internal sealed record ExtendNode(string Target, Position Position)
{
    public ImmutableArray<FieldNode> Fields { get; init; } = [];

    public ImmutableArray<FieldNode> Groups { get; init; } = [];

    public IEnumerable<FieldNode> Members() => Groups.IsEmpty ? Fields : Fields.Concat(Groups);
}
