using System.Text;
using Google.Protobuf;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>An encoded message as lines to compare, fields in order of number. What parses as a message is shown as one.</summary>
internal static class WireDump
{
    public static string Of(IMessage message) => string.Join('\n', Lines(message.ToByteArray(), "") ?? []);

    private static List<string>? Lines(byte[] bytes, string indent)
    {
        var fields = new SortedDictionary<int, List<string>>();
        try
        {
            var input = new CodedInputStream(bytes);
            while (input.ReadTag() is var tag && tag != 0)
            {
                var number = WireFormat.GetTagFieldNumber(tag);
                fields.TryAdd(number, []);
                fields[number].AddRange(Value(input, tag, $"{indent}{number}: "));
            }
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }

        return [.. fields.SelectMany(field => field.Value)];
    }

    private static List<string> Value(CodedInputStream input, uint tag, string prefix)
    {
        switch (WireFormat.GetTagWireType(tag))
        {
            case WireFormat.WireType.Varint:
                return [prefix + input.ReadUInt64()];
            case WireFormat.WireType.Fixed32:
                return [$"{prefix}{input.ReadFixed32():x}"];
            case WireFormat.WireType.Fixed64:
                return [$"{prefix}{input.ReadFixed64():x}"];
            case WireFormat.WireType.LengthDelimited:
                var content = input.ReadBytes().ToByteArray();
                var inner = content.Length == 0 || content[0] >= ' ' ? null : Lines(content, new string(' ', prefix.Length));
                return inner is null ? [prefix + Encoding.Latin1.GetString(content)] : [prefix, .. inner];
            case WireFormat.WireType.StartGroup:
                return Group(input, prefix);
            default:
                return [prefix + "?"];
        }
    }

    private static List<string> Group(CodedInputStream input, string prefix)
    {
        var lines = new List<string> { prefix };
        for (var tag = input.ReadTag(); WireFormat.GetTagWireType(tag) != WireFormat.WireType.EndGroup; tag = input.ReadTag())
        {
            lines.AddRange(Value(input, tag, $"{new string(' ', prefix.Length)}{WireFormat.GetTagFieldNumber(tag)}: "));
        }

        return lines;
    }
}
