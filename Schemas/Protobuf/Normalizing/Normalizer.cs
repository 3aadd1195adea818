using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Normalizing;

/// <summary>
/// The normal form (reference 10.3): names in full, and in a fixed order whatever has no meaning in its order. Messages,
/// enums, services and methods keep theirs, since it makes the indexes on the wire.
/// </summary>
internal sealed class Normalizer
{
    private readonly LinkedFile _file;
    private readonly Qualifier _qualifier;
    private readonly OptionNormalizer _options;

    private Normalizer(LinkedFile file)
    {
        _file = file;
        _qualifier = new Qualifier(file);
        _options = new OptionNormalizer(file.Names);
    }

    public static ProtoFile Normalize(LinkedFile file) => new Normalizer(file).File();

    private ProtoFile File()
    {
        var source = _file.Source;
        return source with
        {
            Syntax = source.Syntax == "proto2" ? null : source.Syntax,
            Imports = [.. source.Imports.DistinctBy(import => (import.Path, import.Kind)).OrderBy(import => import.Path, StringComparer.Ordinal)],
            Options = _options.Normalize(source.Options, null),
            Messages = [.. source.Messages.Select(message => Message(message, null))],
            Enums = [.. source.Enums.Select(node => Enum(node, null))],
            Extends = Extends(source.Extends, null),
            Services = [.. source.Services.Select(Service)],
        };
    }

    private MessageNode Message(MessageNode message, Symbol? outer)
    {
        var scope = outer is null ? _file.Names.FindOwn(message.Name) : outer.Find(message.Name);
        return message with
        {
            Reserved = [.. RangeNormalizer.Normalize(message.Reserved)],
            Options = _options.Normalize(message.Options, outer),
            Fields = Fields(message.Fields, scope),
            OneOfs = OneOfs(message.OneOfs, scope),
            Groups = Fields(message.Groups, scope),
            Extensions = [.. RangeNormalizer.Normalize(message.Extensions, options => _options.Normalize(options, outer))],
            Extends = Extends(message.Extends, scope),
            Messages = [.. message.Messages.Where(nested => !nested.IsMapEntry()).Select(nested => Message(nested, scope))],
            Enums = [.. message.Enums.Select(node => Enum(node, scope))],
        };
    }

    private ImmutableArray<OneOfNode> OneOfs(ImmutableArray<OneOfNode> oneOfs, Symbol? scope) =>
        [.. oneOfs
            .Where(oneOf => oneOf.Members().Any())
            .OrderBy(oneOf => oneOf.Members().Min(member => member.Number))
            .Select(oneOf => oneOf with
            {
                Options = _options.Normalize(oneOf.Options, scope),
                Fields = Fields(oneOf.Fields, scope),
                Groups = Fields(oneOf.Groups, scope),
            })];

    private ImmutableArray<FieldNode> Fields(ImmutableArray<FieldNode> fields, Symbol? scope) =>
        [.. fields.OrderBy(field => field.Number).Select(field => Field(field, scope))];

    private FieldNode Field(FieldNode field, Symbol? scope)
    {
        field = MapEntries.Fold(field, _file.Names, scope);
        return field with
        {
            Type = field.IsGroup ? field.Type : _qualifier.Type(field.Type, scope),
            Default = field.Default is null ? null : DefaultLiteral.Normalize(field.Default, field.Type),
            Options = _options.Normalize(field.Options, scope),
            Group = field.Group is null ? null : Message(field.Group, scope),
        };
    }

    private ImmutableArray<ExtendNode> Extends(ImmutableArray<ExtendNode> extends, Symbol? scope) =>
        [.. extends
            .Select(extend => extend with { Target = _qualifier.Type(extend.Target, scope) })
            .GroupBy(extend => extend.Target, StringComparer.Ordinal)
            .Select(same => same.First() with
            {
                Fields = Fields([.. same.SelectMany(extend => extend.Fields)], scope),
                Groups = Fields([.. same.SelectMany(extend => extend.Groups)], scope),
            })];

    private EnumNode Enum(EnumNode node, Symbol? outer) => node with
    {
        Reserved = [.. RangeNormalizer.Normalize(node.Reserved)],
        Options = _options.Normalize(node.Options, outer),
        Constants = [.. node.Constants
            .OrderBy(constant => constant.Number)
            .ThenBy(constant => constant.Name, StringComparer.Ordinal)
            .Select(constant => constant with { Options = _options.Normalize(constant.Options, outer) })],
    };

    private ServiceNode Service(ServiceNode service) => service with
    {
        Options = _options.Normalize(service.Options, null),
        Rpcs = [.. service.Rpcs.Select(rpc => rpc with
        {
            Request = _qualifier.Type(rpc.Request, null),
            Response = _qualifier.Type(rpc.Response, null),
            Options = _options.Normalize(rpc.Options, null),
        })],
    };
}
