using System.Buffers.Binary;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>Walks over the fields of an encoded message. Malformed bytes end the walk and are remembered.</summary>
internal sealed class WireReader(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public bool IsMalformed { get; private set; }

    public int Number { get; private set; }

    public WireType Type { get; private set; }

    /// <summary>The value of a number field.</summary>
    public ulong Bits { get; private set; }

    /// <summary>The content of a length-delimited field or group.</summary>
    public ReadOnlyMemory<byte> Content { get; private set; }

    public string Text => Parsing.StringLiteral.ToText(Content.Span);

    public int Int => (int)Bits;

    public bool Next()
    {
        if (IsMalformed || _rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        Type = (WireType)(tag & 7);
        Number = (int)(tag >> 3);
        if (Number <= 0 || tag >> 32 != 0)
        {
            IsMalformed = true;
        }

        ReadValue();
        return !IsMalformed;
    }

    /// <summary>The numbers of a packed field.</summary>
    public static IEnumerable<ulong> Packed(ReadOnlyMemory<byte> content, WireType type)
    {
        var reader = new WireReader(content);
        while (!reader.IsMalformed && !reader._rest.IsEmpty)
        {
            yield return reader.Scalar(type);
        }
    }

    private void ReadValue()
    {
        switch (Type)
        {
            case WireType.Varint or WireType.Fixed32 or WireType.Fixed64:
                Bits = Scalar(Type);
                break;
            case WireType.Bytes:
                var length = Varint();
                Content = Take(length > int.MaxValue ? int.MaxValue : (int)length);
                break;
            case WireType.StartGroup:
                ReadGroup();
                break;
            default:
                IsMalformed = true;
                break;
        }
    }

    private ulong Scalar(WireType type) => type switch
    {
        WireType.Varint => Varint(),
        WireType.Fixed32 => Take(4) is { Length: 4 } four ? BinaryPrimitives.ReadUInt32LittleEndian(four.Span) : 0,
        _ => Take(8) is { Length: 8 } eight ? BinaryPrimitives.ReadUInt64LittleEndian(eight.Span) : 0,
    };

    // Everything up to the end tag that belongs to this start tag.
    private void ReadGroup()
    {
        var start = _rest;
        for (var depth = 1; !IsMalformed;)
        {
            var before = _rest.Length;
            var type = (WireType)(Varint() & 7);
            if (type == WireType.EndGroup && --depth == 0)
            {
                Content = start[..(start.Length - before)];
                return;
            }

            if (type == WireType.StartGroup)
            {
                depth++;
            }
            else if (type == WireType.Bytes)
            {
                Take((int)Math.Min(Varint(), int.MaxValue));
            }
            else if (type is WireType.Varint or WireType.Fixed32 or WireType.Fixed64)
            {
                Scalar(type);
            }
            else
            {
                IsMalformed |= type != WireType.EndGroup;
            }
        }
    }

    private ulong Varint()
    {
        var span = _rest.Span;
        ulong value = 0;
        for (var i = 0; i < 10 && i < span.Length; i++)
        {
            value |= (ulong)(span[i] & 0x7F) << (7 * i);
            if (span[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        IsMalformed = true;
        return 0;
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            IsMalformed = true;
            return default;
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
