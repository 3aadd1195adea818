using System.Globalization;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;
using SchemaRegistry.Schemas.Protobuf.Parsing;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>Reads literals as values of scalar types.</summary>
internal static class ScalarLiteral
{
    // The sign bit is set in double.NaN of .NET, and not in the NaN that protoc writes.
    private static readonly double PositiveNaN = BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000);

    public static bool IsSigned(FieldKind kind) =>
        kind is FieldKind.Int32 or FieldKind.Int64 or FieldKind.SInt32 or FieldKind.SInt64 or FieldKind.SFixed32 or FieldKind.SFixed64;

    /// <summary>The 64 bits of an integer, if the literal is one that fits the type.</summary>
    public static bool TryInteger(OptionValue value, FieldKind kind, out ulong bits)
    {
        bits = 0;
        if (value is not NumberValue { Text: var text })
        {
            return false;
        }

        var isNegative = text.StartsWith('-');
        var digits = isNegative ? text.AsSpan(1) : text;
        if (!NumberText.IsInteger(digits) || !NumberText.TryParseUnsigned(digits, out var magnitude))
        {
            return false;
        }

        if (magnitude > Limit(kind) + (isNegative && IsSigned(kind) ? 1UL : 0UL) || (isNegative && !IsSigned(kind) && magnitude != 0))
        {
            return false;
        }

        bits = isNegative ? unchecked(0UL - magnitude) : magnitude;
        return true;
    }

    public static bool TryDouble(OptionValue value, out double number)
    {
        switch (value)
        {
            case NameValue { Text: "inf" or "infinity" }:
                number = double.PositiveInfinity;
                return true;
            case NumberValue { Text: "-inf" or "-infinity" }:
                number = double.NegativeInfinity;
                return true;
            case NameValue { Text: "nan" }:
                number = PositiveNaN;
                return true;
            case NumberValue { Text: "-nan" }:
                number = double.NaN;
                return true;
            case NumberValue { Text: var text }:
                var isNegative = text.StartsWith('-');
                var isNumber = NumberText.TryParseDouble(isNegative ? text.AsSpan(1) : text, out number);
                number = isNegative ? -number : number;
                return isNumber;
            default:
                number = 0;
                return false;
        }
    }

    /// <summary>A boolean, in any of the forms that aggregates know.</summary>
    public static bool? Boolean(OptionValue value) => value switch
    {
        NameValue { Text: "true" or "True" or "t" } or NumberValue { Text: "1" } => true,
        NameValue { Text: "false" or "False" or "f" } or NumberValue { Text: "0" } => false,
        _ => null,
    };

    /// <summary>The number of an enum constant; a number stands for itself, and in proto2 has to be one of a constant.</summary>
    public static int? Constant(OptionValue value, Symbol type) => value switch
    {
        NameValue name => type.Enum!.Constants.FirstOrDefault(constant => constant.Name == name.Text)?.Number,
        NumberValue number when int.TryParse(number.Text, CultureInfo.InvariantCulture, out var parsed)
            && (type.File!.Source.IsProto3 || type.Enum!.Constants.Any(constant => constant.Number == parsed)) => parsed,
        _ => null,
    };

    private static ulong Limit(FieldKind kind) => kind switch
    {
        FieldKind.Int32 or FieldKind.SInt32 or FieldKind.SFixed32 => int.MaxValue,
        FieldKind.UInt32 or FieldKind.Fixed32 => uint.MaxValue,
        FieldKind.Int64 or FieldKind.SInt64 or FieldKind.SFixed64 => long.MaxValue,
        _ => ulong.MaxValue,
    };
}
