using System.Globalization;
using SchemaRegistry.Schemas.Protobuf.Parsing;

namespace SchemaRegistry.Schemas.Protobuf.Normalizing;

/// <summary>Numbers in options in one spelling: decimal, with at most three decimals, ties to even (reference 10.3).</summary>
internal static class OptionNumber
{
    // The conversion to decimal keeps 15 digits, so that below this all four decimals of a tie survive it.
    private const double ExactTies = 1e10;

    public static string Normalize(string text)
    {
        var isNegative = text.StartsWith('-');
        var digits = isNegative ? text.AsSpan(1) : text;
        if (NumberText.IsInteger(digits) && NumberText.TryParseUnsigned(digits, out var integer))
        {
            return (isNegative ? "-" : "") + integer.ToString(CultureInfo.InvariantCulture);
        }

        return NumberText.TryParseDouble(digits, out var number) && double.IsFinite(number)
            ? (isNegative ? "-" : "") + Rounded(number)
            : text;
    }

    private static string Rounded(double value)
    {
        // Of binary fractions only odd sixteenths, such as 0.0625, lie exactly between two numbers of three decimals.
        var isTie = value < ExactTies && Math.Abs((value * 16) % 2) == 1;
        var text = isTie
            ? Math.Round((decimal)value, 3, MidpointRounding.ToEven).ToString(CultureInfo.InvariantCulture)
            : value.ToString("F3", CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
