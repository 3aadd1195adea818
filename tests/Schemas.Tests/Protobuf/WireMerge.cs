using Google.Protobuf;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>
/// Encoded options with the parts of each singular message joined and fields in order of number. Which fields hold singular
/// messages is a convention of the tests: 51000 to 51499 in options, 90 to 99 inside.
/// </summary>
internal static class WireMerge
{
    public static byte[] Merge(byte[] bytes)
    {
        var records = new SortedDictionary<int, List<byte[]>>();
        var input = new CodedInputStream(bytes);
        while (input.ReadTag() is var tag && tag != 0)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            if (!records.TryGetValue(number, out var same))
            {
                records.Add(number, same = []);
            }

            same.Add(IsMessage(number) ? input.ReadBytes().ToByteArray() : Copy(input, tag));
        }

        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        foreach (var (number, parts) in records)
        {
            if (IsMessage(number))
            {
                output.WriteTag(number, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(Merge([.. parts.SelectMany(part => part)])));
                continue;
            }

            foreach (var part in parts)
            {
                output.Flush();
                stream.Write(part);
            }
        }

        output.Flush();
        return stream.ToArray();
    }

    private static bool IsMessage(int number) => number is (>= 51_000 and < 51_500) or (>= 90 and < 100);

    private static byte[] Copy(CodedInputStream input, uint tag)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        Copy(input, tag, output);
        output.Flush();
        return stream.ToArray();
    }

    private static void Copy(CodedInputStream input, uint tag, CodedOutputStream output)
    {
        output.WriteTag(tag);
        switch (WireFormat.GetTagWireType(tag))
        {
            case WireFormat.WireType.Varint:
                output.WriteUInt64(input.ReadUInt64());
                break;
            case WireFormat.WireType.Fixed64:
                output.WriteFixed64(input.ReadFixed64());
                break;
            case WireFormat.WireType.Fixed32:
                output.WriteFixed32(input.ReadFixed32());
                break;
            case WireFormat.WireType.LengthDelimited:
                output.WriteBytes(input.ReadBytes());
                break;
            default:
                var inner = input.ReadTag();
                for (; WireFormat.GetTagWireType(inner) != WireFormat.WireType.EndGroup; inner = input.ReadTag())
                {
                    Copy(input, inner, output);
                }

                output.WriteTag(inner);
                break;
        }
    }
}
