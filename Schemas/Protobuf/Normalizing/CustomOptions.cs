using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Normalizing;

/// <summary>Leaves out every option that is an extension (<c>format=ignore_extensions</c>, reference 10.4).</summary>
internal static class CustomOptions
{
    public static ProtoFile RemovedFrom(ProtoFile file) => file with
    {
        Options = Keep(file.Options),
        Messages = [.. file.Messages.Select(Message)],
        Enums = [.. file.Enums.Select(Enum)],
        Extends = [.. file.Extends.Select(Extend)],
        Services = [.. file.Services.Select(Service)],
    };

    private static ImmutableArray<OptionNode> Keep(ImmutableArray<OptionNode> options) => options.RemoveAll(option => option.IsExtension);

    private static MessageNode Message(MessageNode message) => message with
    {
        Options = Keep(message.Options),
        Fields = [.. message.Fields.Select(Field)],
        OneOfs = [.. message.OneOfs.Select(OneOf)],
        Groups = [.. message.Groups.Select(Field)],
        Extensions = [.. message.Extensions.Select(node => node with { Options = Keep(node.Options) })],
        Extends = [.. message.Extends.Select(Extend)],
        Messages = [.. message.Messages.Select(Message)],
        Enums = [.. message.Enums.Select(Enum)],
    };

    private static OneOfNode OneOf(OneOfNode oneOf) => oneOf with
    {
        Options = Keep(oneOf.Options),
        Fields = [.. oneOf.Fields.Select(Field)],
        Groups = [.. oneOf.Groups.Select(Field)],
    };

    private static FieldNode Field(FieldNode field) => field with
    {
        Options = Keep(field.Options),
        Group = field.Group is null ? null : Message(field.Group),
    };

    private static ExtendNode Extend(ExtendNode extend) => extend with
    {
        Fields = [.. extend.Fields.Select(Field)],
        Groups = [.. extend.Groups.Select(Field)],
    };

    private static EnumNode Enum(EnumNode node) => node with
    {
        Options = Keep(node.Options),
        Constants = [.. node.Constants.Select(constant => constant with { Options = Keep(constant.Options) })],
    };

    private static ServiceNode Service(ServiceNode service) => service with
    {
        Options = Keep(service.Options),
        Rpcs = [.. service.Rpcs.Select(rpc => rpc with { Options = Keep(rpc.Options) })],
    };
}
