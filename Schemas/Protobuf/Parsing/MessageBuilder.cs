using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Parsing;

/// <summary>Fields and groups, which are printed apart, each in source order.</summary>
internal sealed class FieldLists
{
    private readonly ImmutableArray<FieldNode>.Builder _fields = ImmutableArray.CreateBuilder<FieldNode>();
    private readonly ImmutableArray<FieldNode>.Builder _groups = ImmutableArray.CreateBuilder<FieldNode>();

    public ImmutableArray<FieldNode> Fields => _fields.ToImmutable();

    public ImmutableArray<FieldNode> Groups => _groups.ToImmutable();

    public void Add(FieldNode field) => (field.IsGroup ? _groups : _fields).Add(field);
}

/// <summary>The statements of a message while they are collected.</summary>
internal sealed class MessageBuilder
{
    public FieldLists Fields { get; } = new();

    public ImmutableArray<ReservedNode>.Builder Reserved { get; } = ImmutableArray.CreateBuilder<ReservedNode>();

    public ImmutableArray<OptionNode>.Builder Options { get; } = ImmutableArray.CreateBuilder<OptionNode>();

    public ImmutableArray<OneOfNode>.Builder OneOfs { get; } = ImmutableArray.CreateBuilder<OneOfNode>();

    public ImmutableArray<ExtensionsNode>.Builder Extensions { get; } = ImmutableArray.CreateBuilder<ExtensionsNode>();

    public ImmutableArray<ExtendNode>.Builder Extends { get; } = ImmutableArray.CreateBuilder<ExtendNode>();

    public ImmutableArray<MessageNode>.Builder Messages { get; } = ImmutableArray.CreateBuilder<MessageNode>();

    public ImmutableArray<EnumNode>.Builder Enums { get; } = ImmutableArray.CreateBuilder<EnumNode>();

    public MessageNode Build(string name, Position position) => new(name, position)
    {
        Reserved = Reserved.DrainToImmutable(),
        Options = Options.DrainToImmutable(),
        Fields = Fields.Fields,
        OneOfs = OneOfs.DrainToImmutable(),
        Groups = Fields.Groups,
        Extensions = Extensions.DrainToImmutable(),
        Extends = Extends.DrainToImmutable(),
        Messages = Messages.DrainToImmutable(),
        Enums = Enums.DrainToImmutable(),
    };
}
