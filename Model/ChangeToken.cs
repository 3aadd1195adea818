using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace SchemaRegistry.Model;

/// <summary>A place in a change log, as text that says nothing to others: the log, and the number of the last change seen.</summary>
public readonly record struct ChangeToken(Guid LogId, long Number)
{
    private const byte Form = 1;
    private const int Length = 1 + 16 + 8;

    public static bool TryParse(string text, out ChangeToken token)
    {
        token = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != Base64Url.GetEncodedLength(Length)
            || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done
            || written != Length
            || bytes[0] != Form)
        {
            return false;
        }

        token = new ChangeToken(new Guid(bytes[1..17], bigEndian: true), BinaryPrimitives.ReadInt64BigEndian(bytes[17..]));
        return token.Number >= 0 && token.ToString() == text;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Form;
        LogId.TryWriteBytes(bytes[1..17], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes[17..], Number);
        return Base64Url.EncodeToString(bytes);
    }
}
