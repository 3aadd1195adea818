using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}

/// <summary>Writes the Protobuf wire format.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public bool IsEmpty => _buffer.WrittenCount == 0;

    public void Tag(int field, WireType type) => Varint(((ulong)field << 3) | (ulong)type);

    public void Varint(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        _buffer.Advance(length);
    }

    public void Fixed32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
    }

    public void Fixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    public void Raw(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    public void Int(int field, int value)
    {
        Tag(field, WireType.Varint);
        Varint((ulong)(long)value);
    }

    public void Bool(int field, bool value)
    {
        Tag(field, WireType.Varint);
        Varint(value ? 1UL : 0UL);
    }

    public void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)bytes.Length);
        Raw(bytes);
    }

    public void String(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public void Message(int field, WireWriter content) => Bytes(field, content.Written);
}
