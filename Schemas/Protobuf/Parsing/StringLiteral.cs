using System.Globalization;
using System.Text;

namespace SchemaRegistry.Schemas.Protobuf.Parsing;

/// <summary>
/// The content of string literals. Escapes can produce bytes that are not UTF-8. Such a byte is stored as a lone surrogate, U+DC00
/// plus the byte, so that nothing is lost between source, text and descriptor.
/// </summary>
internal static class StringLiteral
{
    private const int ByteMark = 0xDC00;

    /// <summary>Appends the bytes of a quoted literal. An escape that is none gives its description.</summary>
    public static string? Decode(ReadOnlySpan<char> quoted, List<byte> bytes)
    {
        var body = quoted[1..^1];
        while (!body.IsEmpty)
        {
            if (body[0] == '\\')
            {
                var used = DecodeEscape(body[1..], bytes);
                if (used == 0)
                {
                    return "invalid escape sequence in string literal";
                }

                body = body[(used + 1)..];
                continue;
            }

            var length = body.IndexOf('\\');
            AppendUtf8(length < 0 ? body : body[..length], bytes);
            body = length < 0 ? [] : body[length..];
        }

        return null;
    }

    /// <summary>Text from bytes; see the type.</summary>
    public static string ToText(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        Span<char> chars = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) == System.Buffers.OperationStatus.Done)
            {
                text.Append(chars[..rune.EncodeToUtf16(chars)]);
                bytes = bytes[used..];
                continue;
            }

            text.Append((char)(ByteMark + bytes[0]));
            bytes = bytes[1..];
        }

        return text.ToString();
    }

    /// <summary>The inverse of <see cref="ToText"/>.</summary>
    public static byte[] ToBytes(string text)
    {
        var bytes = new List<byte>(text.Length);
        AppendUtf8(text, bytes);
        return [.. bytes];
    }

    /// <summary>Whether a char of a decoded text stands for a byte outside UTF-8.</summary>
    public static bool IsByte(char c, out byte value)
    {
        value = (byte)(c - ByteMark);
        return c is >= (char)(ByteMark + 0x80) and <= (char)(ByteMark + 0xFF);
    }

    private static void AppendUtf8(ReadOnlySpan<char> text, List<byte> bytes)
    {
        Span<byte> utf8 = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            if (text[0] < 0x80)
            {
                bytes.Add((byte)text[0]);
                text = text[1..];
                continue;
            }

            if (Rune.DecodeFromUtf16(text, out var rune, out var used) != System.Buffers.OperationStatus.Done && IsByte(text[0], out var value))
            {
                bytes.Add(value);
                text = text[1..];
                continue;
            }

            // An unpaired surrogate of the source has become the replacement character here.
            bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
            text = text[used..];
        }
    }

    // Returns how many characters after the backslash were used; none means that there is no such escape.
    private static int DecodeEscape(ReadOnlySpan<char> rest, List<byte> bytes)
    {
        if (rest.IsEmpty)
        {
            return 0;
        }

        switch (rest[0])
        {
            case >= '0' and <= '7':
                return DecodeNumber(rest, CountWhile(rest, 3, static c => c is >= '0' and <= '7'), 8, bytes);
            case 'x' or 'X':
                var digits = CountWhile(rest[1..], 2, char.IsAsciiHexDigit);
                return digits == 0 ? 0 : 1 + DecodeNumber(rest[1..], digits, 16, bytes);
            case 'u':
                return DecodeRune(rest, 4, bytes);
            case 'U':
                return DecodeRune(rest, 8, bytes);
            default:
                var at = "abfnrtv\\'\"?".IndexOf(rest[0], StringComparison.Ordinal);
                if (at < 0)
                {
                    return 0;
                }

                bytes.Add((byte)"\a\b\f\n\r\t\v\\'\"?"[at]);
                return 1;
        }
    }

    private static int CountWhile(ReadOnlySpan<char> text, int most, Func<char, bool> accepts)
    {
        var count = 0;
        while (count < most && count < text.Length && accepts(text[count]))
        {
            count++;
        }

        return count;
    }

    private static int DecodeNumber(ReadOnlySpan<char> digits, int count, int radix, List<byte> bytes)
    {
        var value = 0;
        foreach (var digit in digits[..count])
        {
            value = (value * radix) + Convert.ToInt32(digit.ToString(), 16);
        }

        bytes.Add((byte)value);
        return count;
    }

    private static int DecodeRune(ReadOnlySpan<char> rest, int digits, List<byte> bytes)
    {
        if (rest.Length <= digits
            || !int.TryParse(rest.Slice(1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return 0;
        }

        var used = digits + 1;
        var pair = rest[used..];
        if (char.IsHighSurrogate((char)value) && digits == 4 && pair.Length > 5 && pair.StartsWith("\\u")
            && int.TryParse(pair.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low)
            && char.IsLowSurrogate((char)low))
        {
            value = char.ConvertToUtf32((char)value, (char)low);
            used += 6;
        }

        if (!Rune.IsValid(value))
        {
            return 0;
        }

        AppendUtf8(new Rune(value).ToString(), bytes);
        return used;
    }
}
