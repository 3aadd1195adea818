using System.Globalization;
using System.Text;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;
using SchemaRegistry.Schemas.Protobuf.Parsing;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>The default of a field as descriptors hold it, and back.</summary>
internal static class DefaultText
{
    /// <summary>Null when the literal is no value of the type.</summary>
    public static string? Of(OptionValue value, FieldKind kind, Symbol? type) => kind switch
    {
        FieldKind.String => value is StringValue text ? text.Text : null,
        FieldKind.Bytes => value is StringValue bytes ? Escape(StringLiteral.ToBytes(bytes.Text)) : null,
        FieldKind.Bool => value is NameValue { Text: "true" or "false" } boolean ? boolean.Text : null,
        FieldKind.Enum => value is NameValue name && type!.Enum!.Constants.Any(constant => constant.Name == name.Text) ? name.Text : null,
        FieldKind.Float or FieldKind.Double => Float(value, kind),
        FieldKind.Message or FieldKind.Group => null,
        _ => ScalarLiteral.TryInteger(value, kind, out var bits)
            ? ScalarLiteral.IsSigned(kind) ? ((long)bits).ToString(CultureInfo.InvariantCulture) : bits.ToString(CultureInfo.InvariantCulture)
            : null,
    };

    /// <summary>The literal for the default of a descriptor.</summary>
    public static OptionValue Parse(string text, FieldKind kind) => kind switch
    {
        FieldKind.String => new StringValue(text),
        FieldKind.Bytes => new StringValue(Unescape(text)),
        FieldKind.Bool or FieldKind.Enum => new NameValue(text),
        _ => text is "inf" or "nan" ? new NameValue(text) : new NumberValue(text),
    };

    private static string? Float(OptionValue value, FieldKind kind) => value switch
    {
        NameValue { Text: "inf" or "nan" } name => name.Text,
        NumberValue { Text: "-inf" or "-nan" } special => special.Text,
        NumberValue { Text: var text } => text.StartsWith('-') && Digits(text.AsSpan(1), kind) is { } digits ? "-" + digits : Digits(text, kind),
        _ => null,
    };

    private static string? Digits(ReadOnlySpan<char> text, FieldKind kind) => !NumberText.TryParseDouble(text, out var number) ? null
        : kind == FieldKind.Float ? NumberText.Shortest((float)number)
        : NumberText.Shortest(number);

    private static string Escape(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            var named = "\n\r\t\"'\\".IndexOf((char)value, StringComparison.Ordinal);
            if (named >= 0)
            {
                text.Append('\\').Append("nrt\"'\\"[named]);
            }
            else if (value is < 0x20 or >= 0x7F)
            {
                text.Append('\\').Append(Convert.ToString(value, 8).PadLeft(3, '0'));
            }
            else
            {
                text.Append((char)value);
            }
        }

        return text.ToString();
    }

    private static string Unescape(string text)
    {
        var bytes = new List<byte>(text.Length);
        return StringLiteral.Decode($"\"{text}\"", bytes) is null
            ? StringLiteral.ToText(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes))
            : text;
    }
}
