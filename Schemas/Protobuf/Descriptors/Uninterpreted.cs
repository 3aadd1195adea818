using System.Globalization;
using System.Text;
using SchemaRegistry.Schemas.Protobuf.Model;
using SchemaRegistry.Schemas.Protobuf.Parsing;
using SchemaRegistry.Schemas.Protobuf.Printing;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>An option in the form that descriptors have for one whose meaning is not known.</summary>
internal static class Uninterpreted
{
    public static void Write(WireWriter writer, int field, OptionNode option)
    {
        var content = new WireWriter();
        foreach (var part in option.Name)
        {
            var name = new WireWriter();
            name.String(1, part.Text);
            name.Bool(2, part.IsExtension);
            content.Message(2, name);
        }

        switch (option.Value)
        {
            case NameValue name:
                content.String(3, name.Text);
                break;
            case NumberValue number:
                WriteNumber(content, number);
                break;
            case StringValue text:
                content.Bytes(7, StringLiteral.ToBytes(text.Text));
                break;
            case var aggregate:
                content.Bytes(8, Encoding.UTF8.GetBytes(OptionPrinter.Print(aggregate)));
                break;
        }

        writer.Message(field, content);
    }

    private static void WriteNumber(WireWriter writer, NumberValue number)
    {
        if (ulong.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var positive))
        {
            writer.Tag(4, WireType.Varint);
            writer.Varint(positive);
        }
        else if (long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var negative))
        {
            writer.Tag(5, WireType.Varint);
            writer.Varint((ulong)negative);
        }
        else
        {
            ScalarLiteral.TryDouble(number, out var value);
            writer.Tag(6, WireType.Fixed64);
            writer.Fixed64(BitConverter.DoubleToUInt64Bits(value));
        }
    }
}
