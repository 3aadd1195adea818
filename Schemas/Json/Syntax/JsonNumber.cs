using System.Globalization;
using System.Numerics;

namespace SchemaRegistry.Schemas.Json.Syntax;

/// <summary>
/// An exact decimal: digits times a power of ten. It is compared and divided without writing the power out, so that
/// <c>1e999999999</c> costs no more than <c>1</c>.
/// </summary>
internal readonly record struct JsonNumber : IComparable<JsonNumber>
{
    private readonly int _sign;
    private readonly string _digits;
    private readonly long _exponent;

    // Digits carry neither leading nor trailing zeros, so that equal values are equal records.
    private JsonNumber(int sign, string digits, long exponent)
    {
        var significant = digits.TrimStart('0');
        _digits = significant.TrimEnd('0');
        _sign = _digits.Length == 0 ? 0 : sign;
        _exponent = _digits.Length == 0 ? 0 : exponent + (significant.Length - _digits.Length);
    }

    public bool IsPositive => _sign > 0;

    public bool IsNegative => _sign < 0;

    public bool IsInteger => _exponent >= 0;

    /// <summary>Reads a number that is known to be well formed JSON.</summary>
    public static JsonNumber Parse(string text)
    {
        var parts = JsonNumberText.Split(text);
        return new JsonNumber(parts.IsNegative ? -1 : 1, parts.Digits, -parts.Scale);
    }

    public int CompareTo(JsonNumber other)
    {
        if (_sign != other._sign || _sign == 0)
        {
            return _sign.CompareTo(other._sign);
        }

        var magnitude = (_digits.Length + _exponent).CompareTo(other._digits.Length + other._exponent);
        return _sign * (magnitude != 0 ? magnitude : string.CompareOrdinal(_digits, other._digits));
    }

    /// <summary>Whether this is a whole multiple of <paramref name="divisor"/>.</summary>
    public bool IsMultipleOf(JsonNumber divisor)
    {
        if (_sign == 0 || divisor._sign == 0)
        {
            return _sign == 0 && divisor._sign != 0;
        }

        var shift = _exponent - divisor._exponent;
        if (shift < -_digits.Length)
        {
            return false;
        }

        var dividend = Whole(_digits);
        var modulus = Whole(divisor._digits);
        return shift >= 0
            ? (dividend * BigInteger.ModPow(10, shift, modulus) % modulus).IsZero
            : (dividend % (modulus * BigInteger.Pow(10, (int)-shift))).IsZero;
    }

    private static BigInteger Whole(string digits) => BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
