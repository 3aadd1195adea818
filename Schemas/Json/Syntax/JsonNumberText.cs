using System.Globalization;

namespace SchemaRegistry.Schemas.Json.Syntax;

/// <summary>
/// The spelling of numbers in canonical text (reference 10.2): integers digit by digit, decimals with every digit kept and
/// in the notation of Java's <c>BigDecimal</c>, which the stored texts of existing registries use.
/// </summary>
internal static class JsonNumberText
{
    private const int LongestAccepted = 1000;

    /// <summary>A well formed number taken apart: its value is digits × 10^−scale.</summary>
    internal readonly record struct Parts(bool IsNegative, string Digits, long Scale);

    /// <summary>The canonical spelling, or null when the number is too long or its exponent out of range.</summary>
    public static string? Canonical(string text)
    {
        if (text.Length > LongestAccepted)
        {
            return null;
        }

        if (text.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
        {
            return text == "-0" ? "0" : text;
        }

        var parts = Split(text);
        return Math.Abs(parts.Scale) > int.MaxValue ? null : Print(parts);
    }

    public static Parts Split(string text)
    {
        var isNegative = text.StartsWith('-');
        var mantissa = text.AsSpan(isNegative ? 1 : 0);
        long exponent = 0;
        var mark = mantissa.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            exponent = Exponent(mantissa[(mark + 1)..]);
            mantissa = mantissa[..mark];
        }

        var point = mantissa.IndexOf('.');
        return point < 0
            ? new Parts(isNegative, mantissa.ToString(), -exponent)
            : new Parts(isNegative, string.Concat(mantissa[..point], mantissa[(point + 1)..]), mantissa.Length - point - 1 - exponent);
    }

    // An exponent beyond any range still has to compare as huge.
    private static long Exponent(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? Math.Clamp(value, -1_000_000_000_000, 1_000_000_000_000)
            : text[0] == '-' ? -1_000_000_000_000 : 1_000_000_000_000;

    private static string Print(Parts parts)
    {
        var digits = parts.Digits.TrimStart('0');
        var isZero = digits.Length == 0;
        digits = isZero ? "0" : digits;
        var sign = parts.IsNegative && !isZero ? "-" : "";
        var adjusted = digits.Length - 1 - parts.Scale;
        if (parts.Scale == 0)
        {
            return sign + digits;
        }

        if (parts.Scale < 0 || adjusted < -6)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            var power = adjusted == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"E{(adjusted > 0 ? "+" : "")}{adjusted}");
            return sign + digits[0] + fraction + power;
        }

        var padded = digits.PadLeft((int)parts.Scale + 1, '0');
        var whole = padded.Length - (int)parts.Scale;
        return string.Concat(sign, padded.AsSpan(0, whole), ".", padded.AsSpan(whole));
    }
}
