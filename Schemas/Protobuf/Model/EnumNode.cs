using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Protobuf.Model;

internal sealed record EnumNode(string Name, Position Position)
{
    public ImmutableArray<ReservedNode> Reserved { get; init; } = [];

    public ImmutableArray<OptionNode> Options { get; init; } = [];

    public ImmutableArray<EnumConstant> Constants { get; init; } = [];

    public bool AllowsAliases() => Options.Any(option => option.IsBuiltIn("allow_alias") && option.Value is NameValue { Text: "true" });
}

internal sealed record EnumConstant(string Name, int Number, Position Position)
{
    public ImmutableArray<OptionNode> Options { get; init; } = [];
}
