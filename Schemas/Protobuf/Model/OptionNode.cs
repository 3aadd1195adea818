using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Protobuf.Model;

/// <summary>One part of an option's name; an extension is written in parentheses.</summary>
internal readonly record struct OptionNamePart(string Text, bool IsExtension)
{
    public override string ToString() => IsExtension ? $"({Text})" : Text;
}

/// <summary>An option: <c>name = value</c>, where the name is a path into the options message.</summary>
internal sealed record OptionNode(ImmutableArray<OptionNamePart> Name, OptionValue Value, Position Position)
{
    public bool IsExtension => Name[0].IsExtension;

    public bool IsBuiltIn(string name) => Name.Length == 1 && !Name[0].IsExtension && Name[0].Text == name;
}
