using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;
using SchemaRegistry.Schemas.Protobuf.Parsing;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>Encodes option values by the type of their field. Every method returns what is wrong, or null.</summary>
internal sealed class ValueEncoder(NameTable names)
{
    private readonly FieldFinder _finder = new(names);

    // One field with its value, or with all values of a list.
    private string? Write(WireWriter writer, FieldReference field, OptionValue value)
    {
        if (value is not ListValue list)
        {
            return WriteOne(writer, field, value);
        }

        if (!field.IsRepeated)
        {
            return $"\"{field.Node.Name}\" takes no list";
        }

        foreach (var item in list.Items)
        {
            if (WriteOne(writer, field, item) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private string? WriteOne(WireWriter writer, FieldReference field, OptionValue value)
    {
        var number = field.Node.Number;
        if (field.Node.IsMap)
        {
            return WriteMapEntry(writer, field, value);
        }

        switch (field.Kind)
        {
            case null:
                return $"the type \"{field.Node.Type}\" of \"{field.Node.Name}\" is not defined";
            case FieldKind.Message or FieldKind.Group:
                return WriteMessage(writer, number, field.Kind == FieldKind.Group, field.Type!, value);
            case FieldKind.String or FieldKind.Bytes:
                if (value is not StringValue text)
                {
                    return $"\"{field.Node.Name}\" takes a string";
                }

                writer.Bytes(number, StringLiteral.ToBytes(text.Text));
                return null;
            case { } kind:
                writer.Tag(number, ScalarEncoder.WireTypeOf(kind));
                return ScalarEncoder.TryWrite(writer, kind, field.Type, value)
                    ? null
                    : $"the value of \"{field.Node.Name}\" is no {field.Node.Type}";
        }
    }

    private string? WriteMessage(WireWriter writer, int number, bool isGroup, Symbol type, OptionValue value)
    {
        if (value is not MapValue map)
        {
            return $"a value of the message \"{type.FullName}\" is written in braces";
        }

        var content = new WireWriter();
        if (WriteFields(content, type, map) is { } error)
        {
            return error;
        }

        if (!isGroup)
        {
            writer.Message(number, content);
            return null;
        }

        writer.Tag(number, WireType.StartGroup);
        writer.Raw(content.Written);
        writer.Tag(number, WireType.EndGroup);
        return null;
    }

    /// <summary>Writes the fields of a message, in order of number.</summary>
    public string? WriteFields(WireWriter writer, Symbol type, MapValue map)
    {
        if (type.FullName == "google.protobuf.Any" && map.Entries is [{ IsBracketed: true } any])
        {
            return WriteAny(writer, any);
        }

        var fields = new List<(FieldReference Field, OptionValue Value)>(map.Entries.Length);
        foreach (var entry in map.Entries)
        {
            if (_finder.Find(entry.Key, type) is not { } field)
            {
                return $"the message \"{type.FullName}\" has no field \"{entry.Key}\"";
            }

            fields.Add((field, entry.Value));
        }

        foreach (var (field, value) in fields.OrderBy(pair => pair.Field.Node.Number))
        {
            var error = field.IsPacked ? WritePacked(writer, field, value) : WriteUnlessHidden(writer, field, value);
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private string? WriteUnlessHidden(WireWriter writer, FieldReference field, OptionValue value) =>
        field.HidesZero && ScalarEncoder.IsZero(value, field) ? null : Write(writer, field, value);

    private static string? WritePacked(WireWriter writer, FieldReference field, OptionValue value)
    {
        var content = new WireWriter();
        foreach (var item in value is ListValue list ? list.Items : [value])
        {
            if (!ScalarEncoder.TryWrite(content, field.Kind!.Value, field.Type, item))
            {
                return $"the value of \"{field.Node.Name}\" is no {field.Node.Type}";
            }
        }

        if (!content.IsEmpty)
        {
            writer.Message(field.Node.Number, content);
        }

        return null;
    }

    private string? WriteMapEntry(WireWriter writer, FieldReference field, OptionValue value)
    {
        if (value is not MapValue map)
        {
            return $"an entry of the map \"{field.Node.Name}\" is written in braces";
        }

        var key = field with { Node = new FieldNode("key", field.Node.MapKey!, 1, field.Node.Position) };
        var content = field with { Node = new FieldNode("value", field.Node.Type, 2, field.Node.Position) };
        var entry = new WireWriter();
        foreach (var part in map.Entries.OrderBy(part => part.Key, StringComparer.Ordinal))
        {
            var error = part.Key switch
            {
                "key" => Write(entry, key, part.Value),
                "value" => Write(entry, content, part.Value),
                _ => $"an entry of the map \"{field.Node.Name}\" has no field \"{part.Key}\"",
            };
            if (error is not null)
            {
                return error;
            }
        }

        writer.Message(field.Node.Number, entry);
        return null;
    }

    // [type.example/full.Name] { … }: the value is packed into the Any.
    private string? WriteAny(WireWriter writer, MapValueEntry entry)
    {
        var url = entry.Key[1..^1];
        var host = url[..(url.LastIndexOf('/') + 1)];
        if (host is not ("type.googleapis.com/" or "type.googleprod.com/")
            || names.FindType("." + url[host.Length..], null) is not { Kind: SymbolKind.Message } type || entry.Value is not MapValue map)
        {
            return $"\"{url}\" is no message";
        }

        var content = new WireWriter();
        if (WriteFields(content, type, map) is { } error)
        {
            return error;
        }

        writer.String(1, url);
        writer.Message(2, content);
        return null;
    }
}
