using System.Globalization;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;
using SchemaRegistry.Schemas.Protobuf.Parsing;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>Reads encoded messages as the literals that a source would hold.</summary>
internal sealed class ValueDecoder(LinkedFile file, int maxDepth)
{
    private readonly Lazy<Dictionary<(string Target, int Number), Symbol>> _extensions = new(() => Collect(file));

    /// <summary>The fields of a message that are known, each with all its values: one unless it is repeated.</summary>
    public IEnumerable<(FieldReference Field, List<OptionValue> Values)> Fields(ReadOnlyMemory<byte> bytes, Symbol type, int depth)
    {
        foreach (var (number, records) in Records(bytes))
        {
            if (Find(type, number) is { } field && (field.Node.IsMap || field.Kind is not null) && depth < maxDepth)
            {
                var values = Values(field, records, depth + 1);
                yield return (field, field.IsRepeated || values.Count == 0 ? values : values[^1..]);
            }
        }
    }

    public static string FullNameOf(FieldReference extension) => extension.Scope is { } scope
        ? $"{scope.FullName}.{extension.Node.FieldName}"
        : extension.File.Source.Package is { } package ? $"{package}.{extension.Node.FieldName}" : extension.Node.FieldName;

    private readonly record struct Record(WireType Type, ulong Bits, ReadOnlyMemory<byte> Content);

    private static OrderedDictionary<int, List<Record>> Records(ReadOnlyMemory<byte> bytes)
    {
        var records = new OrderedDictionary<int, List<Record>>();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (!records.TryGetValue(reader.Number, out var same))
            {
                records.Add(reader.Number, same = []);
            }

            same.Add(new Record(reader.Type, reader.Bits, reader.Content));
        }

        return records;
    }

    private FieldReference? Find(Symbol type, int number)
    {
        foreach (var field in type.Message!.AllFields())
        {
            if (field.Number == number)
            {
                return FieldReference.Of(field, type);
            }
        }

        return _extensions.Value.TryGetValue((type.FullName, number), out var extension) ? FieldReference.OfExtension(extension) : null;
    }

    private List<OptionValue> Values(FieldReference field, List<Record> records, int depth)
    {
        if (field.Node.IsMap)
        {
            return records.ConvertAll(record => (OptionValue)MapEntry(field, record.Content, depth));
        }

        if (field.Kind is FieldKind.Message or FieldKind.Group)
        {
            // A singular message may be encoded in several parts, which are merged.
            var parts = field.IsRepeated
                ? records.Select(record => record.Content)
                : [records.SelectMany(record => record.Content.ToArray()).ToArray()];
            return [.. parts.Select(part => (OptionValue)Message(part, field.Type!, depth))];
        }

        var kind = field.Kind!.Value;
        if (kind is FieldKind.String or FieldKind.Bytes)
        {
            return records.ConvertAll(record => (OptionValue)new StringValue(StringLiteral.ToText(record.Content.Span)));
        }

        return [.. records
            .SelectMany(record => record.Type == WireType.Bytes
                ? WireReader.Packed(record.Content, ScalarEncoder.WireTypeOf(kind))
                : [record.Bits])
            .Select(bits => Scalar(kind, bits, field.Type?.Enum))];
    }

    private MapValue Message(ReadOnlyMemory<byte> bytes, Symbol type, int depth)
    {
        if (type.FullName == "google.protobuf.Any" && Any(bytes, depth) is { } any)
        {
            return any;
        }

        return new MapValue([.. Fields(bytes, type, depth).Select(field => new MapValueEntry(
            field.Field.IsExtension ? $"[{FullNameOf(field.Field)}]" : field.Field.Node.Name,
            field.Values.Count == 1 ? field.Values[0] : new ListValue([.. field.Values])))]);
    }

    // The readable form of an Any, if what it holds is known.
    private MapValue? Any(ReadOnlyMemory<byte> bytes, int depth)
    {
        var records = Records(bytes);
        if (depth >= maxDepth || !records.TryGetValue(1, out var urls) || !records.TryGetValue(2, out var values))
        {
            return null;
        }

        var url = StringLiteral.ToText(urls[^1].Content.Span);
        return file.Names.FindType("." + url[(url.LastIndexOf('/') + 1)..], null) is { Kind: SymbolKind.Message } type && url.Contains('/', StringComparison.Ordinal)
            ? new MapValue([new MapValueEntry($"[{url}]", Message(values[^1].Content, type, depth + 1))])
            : null;
    }

    private MapValue MapEntry(FieldReference map, ReadOnlyMemory<byte> bytes, int depth)
    {
        var key = map with { Node = new FieldNode("key", map.Node.MapKey!, 1, default) };
        var value = map with { Node = new FieldNode("value", map.Node.Type, 2, default) };
        return new MapValue([.. Records(bytes)
            .Where(part => part.Key is 1 or 2)
            .Select(part => (Key: part.Key == 1 ? "key" : "value", Values: Values(part.Key == 1 ? key : value, part.Value, depth)))
            .Where(part => part.Values.Count > 0)
            .Select(part => new MapValueEntry(part.Key, part.Values[^1]))]);
    }

    private static OptionValue Scalar(FieldKind kind, ulong bits, EnumNode? type) => kind switch
    {
        FieldKind.Bool => new NameValue(bits != 0 ? "true" : "false"),
        FieldKind.Enum => type?.Constants.FirstOrDefault(constant => constant.Number == (int)bits) is { } constant
            ? new NameValue(constant.Name)
            : new NumberValue(((int)bits).ToString(CultureInfo.InvariantCulture)),
        FieldKind.Float => Float(NumberText.Shortest(BitConverter.UInt32BitsToSingle((uint)bits)), BitConverter.UInt32BitsToSingle((uint)bits)),
        FieldKind.Double => Float(NumberText.Shortest(BitConverter.UInt64BitsToDouble(bits)), BitConverter.UInt64BitsToDouble(bits)),
        FieldKind.SInt32 or FieldKind.SInt64 => Integer((long)(bits >> 1) ^ -(long)(bits & 1)),
        FieldKind.Int32 or FieldKind.SFixed32 => Integer((int)bits),
        FieldKind.Int64 or FieldKind.SFixed64 => Integer((long)bits),
        _ => new NumberValue(bits.ToString(CultureInfo.InvariantCulture)),
    };

    private static NumberValue Integer(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    private static OptionValue Float(string text, double value) => double.IsFinite(value) ? new NumberValue(text)
        : double.IsNegativeInfinity(value) ? new NumberValue("-inf")
        : new NameValue(double.IsNaN(value) ? "nan" : "inf");

    private static Dictionary<(string Target, int Number), Symbol> Collect(LinkedFile file)
    {
        var extensions = new Dictionary<(string, int), Symbol>();
        var (visible, hidden) = file.Dependencies();
        foreach (var symbol in visible.Concat(hidden).SelectMany(dependency => dependency.TopLevel).SelectMany(symbol => symbol.Extensions()))
        {
            if (symbol.File!.Names.FindType(symbol.Target!, symbol.Parent) is { } target)
            {
                extensions.TryAdd((target.FullName, symbol.Extension!.Number), symbol);
            }
        }

        return extensions;
    }
}
