using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace SchemaRegistry.Model;

/// <summary>
/// The identity of a <see cref="SchemaContent"/>: SHA-256 over its type and a length-prefixed encoding of all its parts, so
/// that no two different contents can be made to run together.
/// </summary>
public readonly record struct ContentHash(ulong A, ulong B, ulong C, ulong D)
{
    public const int Size = 32;

    public static ContentHash Of(SchemaContent content)
    {
        using var encoder = new LengthPrefixedEncoder();
        encoder.Write((int)content.Type);
        encoder.Write(content.Text);
        encoder.Write(content.References, static (e, reference) =>
        {
            e.Write(reference.Name);
            e.Write(reference.Subject);
            e.Write(reference.Version);
            e.Write(reference.Unknown);
        });
        encoder.Write(content.Metadata);
        encoder.Write(content.RuleSet);
        return Read(SHA256.HashData(encoder.Written));
    }

    /// <summary>Of words in their order; no two lists run together either.</summary>
    public static ContentHash OfWords(ImmutableArray<string> words)
    {
        using var encoder = new LengthPrefixedEncoder();
        encoder.Write<string>(words, static (e, word) => e.Write(word));
        return Read(SHA256.HashData(encoder.Written));
    }

    public static ContentHash Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, A);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), B);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(16), C);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(24), D);
        return bytes;
    }

    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
