using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>Encodes numbers, booleans and enum constants, without their tag.</summary>
internal static class ScalarEncoder
{
    public static WireType WireTypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Double or FieldKind.Fixed64 or FieldKind.SFixed64 => WireType.Fixed64,
        FieldKind.Float or FieldKind.Fixed32 or FieldKind.SFixed32 => WireType.Fixed32,
        FieldKind.String or FieldKind.Bytes or FieldKind.Message => WireType.Bytes,
        FieldKind.Group => WireType.StartGroup,
        _ => WireType.Varint,
    };

    /// <summary>False when the literal is no value of the type.</summary>
    public static bool TryWrite(WireWriter writer, FieldKind kind, Symbol? type, OptionValue value)
    {
        switch (kind)
        {
            case FieldKind.Bool:
                var boolean = ScalarLiteral.Boolean(value);
                writer.Varint(boolean == true ? 1UL : 0UL);
                return boolean is not null;
            case FieldKind.Enum:
                var constant = type is null ? null : ScalarLiteral.Constant(value, type);
                writer.Varint((ulong)(constant ?? 0));
                return constant is not null;
            case FieldKind.Float or FieldKind.Double:
                return TryWriteFloat(writer, kind, value);
            default:
                return TryWriteInteger(writer, kind, value);
        }
    }

    /// <summary>Whether the literal is the value a field has anyway.</summary>
    public static bool IsZero(OptionValue value, FieldReference field) => field.Kind switch
    {
        FieldKind.String or FieldKind.Bytes => value is StringValue { Text.Length: 0 },
        FieldKind.Bool => ScalarLiteral.Boolean(value) == false,
        FieldKind.Enum => ScalarLiteral.Constant(value, field.Type!) == 0,
        FieldKind.Float or FieldKind.Double => ScalarLiteral.TryDouble(value, out var number) && number == 0 && !double.IsNegative(number),
        { } kind => ScalarLiteral.TryInteger(value, kind, out var bits) && bits == 0,
        null => false,
    };

    private static bool TryWriteFloat(WireWriter writer, FieldKind kind, OptionValue value)
    {
        if (!ScalarLiteral.TryDouble(value, out var number))
        {
            return false;
        }

        if (kind == FieldKind.Float)
        {
            writer.Fixed32(BitConverter.SingleToUInt32Bits((float)number));
        }
        else
        {
            writer.Fixed64(BitConverter.DoubleToUInt64Bits(number));
        }

        return true;
    }

    private static bool TryWriteInteger(WireWriter writer, FieldKind kind, OptionValue value)
    {
        if (!ScalarLiteral.TryInteger(value, kind, out var bits))
        {
            return false;
        }

        switch (WireTypeOf(kind))
        {
            case WireType.Fixed32:
                writer.Fixed32((uint)bits);
                break;
            case WireType.Fixed64:
                writer.Fixed64(bits);
                break;
            default:
                var isZigZag = kind is FieldKind.SInt32 or FieldKind.SInt64;
                writer.Varint(isZigZag ? (bits << 1) ^ (ulong)((long)bits >> 63) : bits);
                break;
        }

        return true;
    }
}
