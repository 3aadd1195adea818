using System.Globalization;

namespace SchemaRegistry.Schemas.Protobuf.Parsing;

/// <summary>The number literals of the language: decimal, octal and hexadecimal integers, and floats.</summary>
internal static class NumberText
{
    public static bool TryParseUnsigned(ReadOnlySpan<char> text, out ulong value)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        }

        return text.Length > 1 && text[0] == '0' && IsDigits(text)
            ? TryParseOctal(text, out value)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Whether the text is an integer in any radix, without a sign.</summary>
    public static bool IsInteger(ReadOnlySpan<char> text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || IsDigits(text);

    /// <summary>A float, or an integer in any radix.</summary>
    public static bool TryParseDouble(ReadOnlySpan<char> text, out double value)
    {
        if (IsInteger(text) && TryParseUnsigned(text, out var integer))
        {
            value = integer;
            return true;
        }

        return double.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>A float as descriptors spell it: 6 significant digits if they are enough, else 9.</summary>
    public static string Shortest(float value)
    {
        if (!float.IsFinite(value))
        {
            return Special(value);
        }

        var text = value.ToString("g6", CultureInfo.InvariantCulture);
        return float.Parse(text, CultureInfo.InvariantCulture).Equals(value)
            ? text
            : value.ToString("g9", CultureInfo.InvariantCulture);
    }

    /// <summary>A double as descriptors spell it: 15 significant digits if they are enough, else 17.</summary>
    public static string Shortest(double value)
    {
        if (!double.IsFinite(value))
        {
            return Special(value);
        }

        var text = value.ToString("g15", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture).Equals(value)
            ? text
            : value.ToString("g17", CultureInfo.InvariantCulture);
    }

    private static string Special(double value) => double.IsNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static bool TryParseOctal(ReadOnlySpan<char> digits, out ulong value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit > '7' || value >> 61 != 0)
            {
                return false;
            }

            value = (value << 3) + (ulong)(digit - '0');
        }

        return true;
    }
}
