using System.Globalization;
using SchemaRegistry.Schemas.Protobuf.Model;
using SchemaRegistry.Schemas.Protobuf.Parsing;

namespace SchemaRegistry.Schemas.Protobuf.Normalizing;

/// <summary>The default of a field without the choices a source has in writing a number. Nothing is rounded.</summary>
internal static class DefaultLiteral
{
    public static OptionValue Normalize(OptionValue value, string type)
    {
        if (value is not NumberValue { Text: var text })
        {
            return value;
        }

        var isNegative = text.StartsWith('-');
        var digits = isNegative ? text.AsSpan(1) : text;
        if (type is not ("float" or "double") && NumberText.IsInteger(digits) && NumberText.TryParseUnsigned(digits, out var integer))
        {
            return new NumberValue((isNegative ? "-" : "") + integer.ToString(CultureInfo.InvariantCulture));
        }

        return NumberText.TryParseDouble(digits, out var number) && double.IsFinite(number)
            ? new NumberValue((isNegative ? "-" : "") + (type == "float" ? NumberText.Shortest((float)number) : NumberText.Shortest(number)))
            : value;
    }
}
