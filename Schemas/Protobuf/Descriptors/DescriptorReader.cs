using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>Turns a <c>FileDescriptorProto</c> into the source file it describes. Positions are not restored.</summary>
internal sealed class DescriptorReader
{
    private readonly OptionDecoder? _options;
    private readonly int _maxDepth;
    private bool _isMalformed;

    private DescriptorReader(OptionDecoder? options, int maxDepth) => (_options, _maxDepth) = (options, maxDepth);

    /// <summary>Null when the bytes are no descriptor of a proto2 or proto3 file.</summary>
    public static ProtoFile? Read(ReadOnlyMemory<byte> bytes, OptionDecoder? options, int maxDepth)
    {
        var reader = new DescriptorReader(options, maxDepth);
        var file = reader.File(bytes);
        return reader._isMalformed ? null : file;
    }

    private ProtoFile File(ReadOnlyMemory<byte> bytes)
    {
        string? package = null;
        string? syntax = null;
        var imports = new ImportList();
        var messages = new List<ReadOnlyMemory<byte>>();
        var enums = ImmutableArray.CreateBuilder<EnumNode>();
        var services = ImmutableArray.CreateBuilder<ServiceNode>();
        var extensions = new List<ReadOnlyMemory<byte>>();
        ImmutableArray<OptionNode> options = [];
        Each(bytes, field =>
        {
            switch (field.Number)
            {
                case 2:
                    package = field.Text;
                    break;
                case 3:
                    imports.Add(field.Text);
                    break;
                case 4:
                    messages.Add(field.Content);
                    break;
                case 5:
                    enums.Add(EnumOf(field.Content));
                    break;
                case 6:
                    services.Add(ServiceOf(field.Content));
                    break;
                case 7:
                    extensions.Add(field.Content);
                    break;
                case 8:
                    options = OptionsOf(field.Content, "FileOptions");
                    break;
                case 10 or 11:
                    imports.Mark(field, field.Number == 10 ? ImportKind.Public : ImportKind.Weak);
                    break;
                case 12:
                    syntax = field.Text;
                    break;
            }
        });
        _isMalformed |= syntax is not (null or "proto2" or "proto3");
        var types = new NestedMessages(messages.ConvertAll(message => MessageOf(message, syntax == "proto3", 1)));
        var extends = ExtendsOf(extensions, types, syntax == "proto3");
        return new ProtoFile
        {
            Syntax = syntax,
            Package = package,
            Imports = imports.ToImmutable(),
            Options = options,
            Messages = [.. types.Declared()],
            Enums = enums.DrainToImmutable(),
            Extends = extends,
            Services = services.DrainToImmutable(),
        };
    }

    private MessageNode MessageOf(ReadOnlyMemory<byte> bytes, bool isProto3, int depth)
    {
        if (depth > _maxDepth)
        {
            _isMalformed = true;
            return new MessageNode("", default);
        }

        var name = "";
        var fields = new List<ReadOnlyMemory<byte>>();
        var nested = new List<MessageNode>();
        var enums = ImmutableArray.CreateBuilder<EnumNode>();
        var extensions = new List<ReadOnlyMemory<byte>>();
        var ranges = ImmutableArray.CreateBuilder<ExtensionsNode>();
        var oneOfs = new List<OneOfNode>();
        var reserved = ImmutableArray.CreateBuilder<ReservedNode>();
        ImmutableArray<OptionNode> options = [];
        Each(bytes, field =>
        {
            switch (field.Number)
            {
                case 1:
                    name = field.Text;
                    break;
                case 2:
                    fields.Add(field.Content);
                    break;
                case 3:
                    nested.Add(MessageOf(field.Content, isProto3, depth + 1));
                    break;
                case 4:
                    enums.Add(EnumOf(field.Content));
                    break;
                case 5:
                    ranges.Add(ExtensionsOf(field.Content));
                    break;
                case 6:
                    extensions.Add(field.Content);
                    break;
                case 7:
                    options = OptionsOf(field.Content, "MessageOptions");
                    break;
                case 8:
                    oneOfs.Add(OneOfOf(field.Content));
                    break;
                case 9:
                    reserved.Add(new ReservedNode([RangeOf(field.Content, endIsIncluded: false)], default));
                    break;
                case 10:
                    reserved.Add(new ReservedNode([ReservedEntry.OfName(field.Text)], default));
                    break;
            }
        });
        var types = new NestedMessages(nested);
        var members = new MemberList(fields.ConvertAll(field => FieldOf(field, isProto3)), oneOfs, types);
        var extends = ExtendsOf(extensions, types, isProto3);
        return new MessageNode(name, default)
        {
            Reserved = reserved.DrainToImmutable(),
            Options = options,
            Fields = members.Fields,
            OneOfs = members.OneOfs,
            Groups = members.Groups,
            Extensions = ranges.DrainToImmutable(),
            Extends = extends,
            Messages = [.. types.Declared()],
            Enums = enums.DrainToImmutable(),
        };
    }

    private DescribedField FieldOf(ReadOnlyMemory<byte> bytes, bool isProto3)
    {
        var field = DescribedField.Read(bytes, isProto3, content => OptionsOf(content, "FieldOptions"), out var isMalformed);
        _isMalformed |= isMalformed;
        return field;
    }

    // A descriptor does not say which extensions shared an "extend" block, so consecutive ones of one message are put into one.
    private ImmutableArray<ExtendNode> ExtendsOf(List<ReadOnlyMemory<byte>> extensions, NestedMessages nested, bool isProto3)
    {
        var blocks = new List<(string Target, Parsing.FieldLists Fields)>();
        foreach (var field in extensions.Select(extension => FieldOf(extension, isProto3)))
        {
            if (blocks.Count == 0 || blocks[^1].Target != field.Extendee)
            {
                blocks.Add((field.Extendee, new Parsing.FieldLists()));
            }

            blocks[^1].Fields.Add(nested.TakeGroup(field));
        }

        return [.. blocks.Select(block => new ExtendNode(block.Target, default) { Fields = block.Fields.Fields, Groups = block.Fields.Groups })];
    }

    private OneOfNode OneOfOf(ReadOnlyMemory<byte> bytes)
    {
        var node = new OneOfNode("", default);
        Each(bytes, field => node = field.Number switch
        {
            1 => node with { Name = field.Text },
            2 => node with { Options = OptionsOf(field.Content, "OneofOptions") },
            _ => node,
        });
        return node;
    }

    private ExtensionsNode ExtensionsOf(ReadOnlyMemory<byte> bytes)
    {
        ImmutableArray<OptionNode> options = [];
        Each(bytes, field => options = field.Number == 3 ? OptionsOf(field.Content, "ExtensionRangeOptions") : options);
        return new ExtensionsNode([RangeOf(bytes, endIsIncluded: false)], default) { Options = options };
    }

    private ReservedEntry RangeOf(ReadOnlyMemory<byte> bytes, bool endIsIncluded)
    {
        var (start, end) = (0, 0);
        Each(bytes, field => (start, end) = field.Number switch
        {
            1 => (field.Int, end),
            2 => (start, field.Int),
            _ => (start, end),
        });
        end = endIsIncluded ? end : Math.Min(end - 1, ReservedEntry.MaxTag);
        return new ReservedEntry(start, end, IsRange: start != end);
    }

    private EnumNode EnumOf(ReadOnlyMemory<byte> bytes)
    {
        var node = new EnumNode("", default);
        var constants = ImmutableArray.CreateBuilder<EnumConstant>();
        var reserved = ImmutableArray.CreateBuilder<ReservedNode>();
        Each(bytes, field =>
        {
            switch (field.Number)
            {
                case 1:
                    node = node with { Name = field.Text };
                    break;
                case 2:
                    constants.Add(ConstantOf(field.Content));
                    break;
                case 3:
                    node = node with { Options = OptionsOf(field.Content, "EnumOptions") };
                    break;
                case 4:
                    reserved.Add(new ReservedNode([RangeOf(field.Content, endIsIncluded: true)], default));
                    break;
                case 5:
                    reserved.Add(new ReservedNode([ReservedEntry.OfName(field.Text)], default));
                    break;
            }
        });
        return node with { Constants = constants.DrainToImmutable(), Reserved = reserved.DrainToImmutable() };
    }

    private EnumConstant ConstantOf(ReadOnlyMemory<byte> bytes)
    {
        var node = new EnumConstant("", 0, default);
        Each(bytes, field => node = field.Number switch
        {
            1 => node with { Name = field.Text },
            2 => node with { Number = field.Int },
            3 => node with { Options = OptionsOf(field.Content, "EnumValueOptions") },
            _ => node,
        });
        return node;
    }

    private ServiceNode ServiceOf(ReadOnlyMemory<byte> bytes)
    {
        var node = new ServiceNode("", default);
        var rpcs = ImmutableArray.CreateBuilder<RpcNode>();
        Each(bytes, field =>
        {
            if (field.Number == 2)
            {
                rpcs.Add(RpcOf(field.Content));
            }

            node = field.Number switch
            {
                1 => node with { Name = field.Text },
                3 => node with { Options = OptionsOf(field.Content, "ServiceOptions") },
                _ => node,
            };
        });
        return node with { Rpcs = rpcs.DrainToImmutable() };
    }

    private RpcNode RpcOf(ReadOnlyMemory<byte> bytes)
    {
        var node = new RpcNode("", default);
        Each(bytes, field => node = field.Number switch
        {
            1 => node with { Name = field.Text },
            2 => node with { Request = field.Text },
            3 => node with { Response = field.Text },
            4 => node with { Options = OptionsOf(field.Content, "MethodOptions") },
            5 => node with { StreamsRequest = field.Bits != 0 },
            6 => node with { StreamsResponse = field.Bits != 0 },
            _ => node,
        });
        return node;
    }

    private ImmutableArray<OptionNode> OptionsOf(ReadOnlyMemory<byte> bytes, string message) =>
        _options?.Decode(bytes, message) ?? OptionDecoder.OnlyMapEntry(bytes, message);

    private void Each(ReadOnlyMemory<byte> bytes, Action<WireReader> visit)
    {
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            visit(reader);
        }

        _isMalformed |= reader.IsMalformed;
    }
}
