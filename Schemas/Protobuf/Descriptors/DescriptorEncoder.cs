using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>
/// Builds the <c>FileDescriptorProto</c> of a file as a compiler would, without source positions. Elements come in the order
/// of the source. What cannot be linked is left open, and the first such thing is the <see cref="Error"/>.
/// </summary>
internal sealed class DescriptorEncoder
{
    /// <summary>The name of the file inside the descriptor; clients put their own in its place.</summary>
    private const string FileName = "default";

    private readonly LinkedFile _file;
    private readonly OptionEncoder _options;
    private readonly FieldEncoder _fields;

    private DescriptorEncoder(LinkedFile file)
    {
        _file = file;
        _options = new OptionEncoder(file);
        _fields = new FieldEncoder(file, _options);
    }

    private SchemaError? Error => _fields.Error ?? _options.Error;

    public static (byte[] Bytes, SchemaError? Error) Encode(LinkedFile file)
    {
        var encoder = new DescriptorEncoder(file);
        var writer = new WireWriter();
        encoder.File(writer);
        return (writer.Written.ToArray(), encoder.Error);
    }

    private void File(WireWriter writer)
    {
        var source = _file.Source;
        writer.String(1, FileName);
        if (source.Package is not null)
        {
            writer.String(2, source.Package);
        }

        Imports(writer);
        var nested = new NestedTypes(null);
        foreach (var extend in source.Extends)
        {
            nested.AddGroups(extend.Groups);
        }

        nested.AddMessages(source.Messages);
        WriteNested(writer, 4, nested);
        foreach (var node in source.Enums)
        {
            writer.Message(5, EnumOf(node, null));
        }

        foreach (var service in source.Services)
        {
            writer.Message(6, ServiceOf(service));
        }

        WriteExtensions(writer, 7, source.Extends, null);
        _options.Write(writer, 8, source.Options, "FileOptions", null);
        if (source.IsProto3)
        {
            writer.String(12, "proto3");
        }
    }

    private void Imports(WireWriter writer)
    {
        var imports = _file.Source.Imports;
        foreach (var import in imports)
        {
            writer.String(3, import.Path);
        }

        for (var i = 0; i < imports.Length; i++)
        {
            if (imports[i].Kind == ImportKind.Public)
            {
                writer.Int(10, i);
            }

            if (imports[i].Kind == ImportKind.Weak)
            {
                writer.Int(11, i);
            }
        }
    }

    private void WriteNested(WireWriter writer, int number, NestedTypes nested)
    {
        foreach (var type in nested.InOrder())
        {
            writer.Message(number, type.MapField is { } map ? _fields.MapEntryOf(map, nested.Scope) : MessageOf(type.Message!, nested.Scope));
        }
    }

    private void WriteExtensions(WireWriter writer, int number, IEnumerable<ExtendNode> extends, Symbol? scope)
    {
        foreach (var extend in extends)
        {
            foreach (var field in extend.Members().OrderBy(field => field.Position))
            {
                writer.Message(number, _fields.ExtensionOf(field, extend.Target, scope));
            }
        }
    }

    private WireWriter MessageOf(MessageNode message, Symbol? outer)
    {
        var scope = outer is null ? _file.Names.FindOwn(message.Name) : outer.Find(message.Name);
        var writer = new WireWriter();
        writer.String(1, message.Name);
        var oneOfs = _fields.Write(writer, message, scope);
        WriteNested(writer, 3, NestedTypes.Of(scope, message));
        foreach (var node in message.Enums)
        {
            writer.Message(4, EnumOf(node, scope));
        }

        Ranges(writer, message, outer);
        WriteExtensions(writer, 6, message.Extends, scope);
        _options.Write(writer, 7, message.Options, "MessageOptions", outer);
        foreach (var (name, options) in oneOfs)
        {
            var oneOf = new WireWriter();
            oneOf.String(1, name);
            _options.Write(oneOf, 2, options, "OneofOptions", scope);
            writer.Message(8, oneOf);
        }

        Reserved(writer, message.Reserved, rangeField: 9, nameField: 10, endIsIncluded: false);
        return writer;
    }

    private void Ranges(WireWriter writer, MessageNode message, Symbol? outer)
    {
        // In a message set "max" is the largest int32, not the largest field number.
        var isMessageSet = message.Options.Any(option => option.IsBuiltIn("message_set_wire_format") && option.Value is NameValue { Text: "true" });
        foreach (var node in message.Extensions)
        {
            foreach (var range in node.Ranges)
            {
                var content = new WireWriter();
                content.Int(1, range.Start);
                content.Int(2, isMessageSet && range.End == ReservedEntry.MaxTag ? int.MaxValue : range.End + 1);
                _options.Write(content, 3, node.Options, "ExtensionRangeOptions", outer);
                writer.Message(5, content);
            }
        }
    }

    private WireWriter EnumOf(EnumNode node, Symbol? outer)
    {
        var writer = new WireWriter();
        writer.String(1, node.Name);
        foreach (var constant in node.Constants)
        {
            var value = new WireWriter();
            value.String(1, constant.Name);
            value.Int(2, constant.Number);
            _options.Write(value, 3, constant.Options, "EnumValueOptions", outer);
            writer.Message(2, value);
        }

        _options.Write(writer, 3, node.Options, "EnumOptions", outer);
        Reserved(writer, node.Reserved, rangeField: 4, nameField: 5, endIsIncluded: true);
        return writer;
    }

    private static void Reserved(WireWriter writer, IEnumerable<ReservedNode> reserved, int rangeField, int nameField, bool endIsIncluded)
    {
        foreach (var entry in reserved.SelectMany(node => node.Entries))
        {
            if (entry.Name is not null)
            {
                writer.String(nameField, entry.Name);
                continue;
            }

            var range = new WireWriter();
            range.Int(1, entry.Start);
            range.Int(2, endIsIncluded ? entry.End : entry.End + 1);
            writer.Message(rangeField, range);
        }
    }

    private WireWriter ServiceOf(ServiceNode service)
    {
        var writer = new WireWriter();
        writer.String(1, service.Name);
        foreach (var rpc in service.Rpcs)
        {
            writer.Message(2, MethodOf(rpc));
        }

        _options.Write(writer, 3, service.Options, "ServiceOptions", null);
        return writer;
    }

    private WireWriter MethodOf(RpcNode rpc)
    {
        var writer = new WireWriter();
        writer.String(1, rpc.Name);
        writer.String(2, _fields.TypeName(rpc.Request, null));
        writer.String(3, _fields.TypeName(rpc.Response, null));
        _options.Write(writer, 4, rpc.Options, "MethodOptions", null);
        if (rpc.StreamsRequest)
        {
            writer.Bool(5, true);
        }

        if (rpc.StreamsResponse)
        {
            writer.Bool(6, true);
        }

        return writer;
    }
}
