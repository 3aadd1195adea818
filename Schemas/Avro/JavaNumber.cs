using System.Globalization;
using System.Numerics;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// Floating-point numbers as Java writes them, since they end up in the canonical text: <c>1000.0</c>, <c>1.0E10</c>.
/// What JSON cannot express is written as a string, as Jackson does.
/// </summary>
internal static class JavaNumber
{
    public static string Print(double value) =>
        double.IsFinite(value) ? Print(value.ToString("R", CultureInfo.InvariantCulture), value) : NotFinite(value);

    public static string Print(float value) =>
        float.IsFinite(value) ? Print(value.ToString("R", CultureInfo.InvariantCulture), value) : NotFinite(value);

    /// <summary>Reads what Java's <c>Double.parseDouble</c> reads, hexadecimal forms aside.</summary>
    public static bool TryParse(string text, out double value)
    {
        var digits = text.AsSpan().Trim();
        (value, var known) = digits switch
        {
            "NaN" => (double.NaN, true),
            "Infinity" or "+Infinity" => (double.PositiveInfinity, true),
            "-Infinity" => (double.NegativeInfinity, true),
            _ => (0, false),
        };
        if (known)
        {
            return true;
        }

        if (digits.Length > 1 && "dDfF".Contains(digits[^1]))
        {
            digits = digits[..^1];
        }

        return digits.Length > 0
            && (char.IsAsciiDigit(digits[^1]) || digits[^1] == '.')
            && double.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out value);
    }

    private static string NotFinite(double value) =>
        double.IsNaN(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";

    private static string Print<T>(string shortest, T value)
        where T : IFloatingPoint<T>
    {
        var sign = T.IsNegative(value) ? "-" : "";
        var (digits, point) = Digits(shortest);
        if (digits.Length == 1)
        {
            // Java shows at least two digits and takes the closest pair where one digit would do: 4.9E-324.
            (digits, point) = Digits(T.Abs(value).ToString("E1", CultureInfo.InvariantCulture));
        }

        return sign + (digits.Length == 0 ? "0.0" : point is > -3 and <= 7 ? Plain(digits, point) : Scientific(digits, point - 1));
    }

    private static string Scientific(string digits, int exponent) =>
        $"{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{exponent.ToString(CultureInfo.InvariantCulture)}";

    private static string Plain(string digits, int point) => point <= 0
        ? "0." + new string('0', -point) + digits
        : point >= digits.Length
            ? digits + new string('0', point - digits.Length) + ".0"
            : digits[..point] + "." + digits[point..];

    // The digits without leading and trailing zeros, and how many of them stand before the decimal point.
    private static (string Digits, int Point) Digits(string number)
    {
        var exponent = 0;
        var mantissa = number.TrimStart('-');
        if (number.IndexOf('E', StringComparison.Ordinal) is var e and >= 0)
        {
            exponent = int.Parse(number.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            mantissa = number[..e].TrimStart('-');
        }

        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? mantissa : mantissa[..dot];
        var all = dot < 0 ? mantissa : whole + mantissa[(dot + 1)..];
        var leading = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0'), whole.Length - leading + exponent);
    }
}
