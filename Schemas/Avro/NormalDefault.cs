using System.Globalization;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// Prints a default in normal form: floating-point values with a fraction and in the precision of their type, keys sorted.
/// A value of a union is read as its first branch that takes it.
/// </summary>
internal sealed class NormalDefault(JsonText text)
{
    /// <summary>Steps spent on finding branches, over a whole schema. Past it values are printed as they are.</summary>
    private const int Budget = 1_000_000;

    private readonly DefaultCheck _check = new(Budget);

    public void Print(AvroType type, JsonValue value)
    {
        if (type is UnionType union)
        {
            type = _check.BranchOf(union, value) ?? union;
        }

        switch (type, value.Kind)
        {
            case ({ Kind: AvroKind.Double }, JsonKind.Number) when IsFinite(value):
                text.Raw(JavaNumber.Print(double.Parse(value.Text, CultureInfo.InvariantCulture)));
                break;
            case ({ Kind: AvroKind.Float }, JsonKind.Number) when IsFinite(value):
                text.Raw(JavaNumber.Print((float)double.Parse(value.Text, CultureInfo.InvariantCulture)));
                break;
            case (CollectionType { Kind: AvroKind.Array } array, JsonKind.Array):
                PrintItems(array, value);
                break;
            case (CollectionType { Kind: AvroKind.Map } or RecordType, JsonKind.Object):
                PrintMembers(type, value);
                break;
            default:
                JsonPrinter.Print(text, value, sorted: true);
                break;
        }
    }

    private static bool IsFinite(JsonValue number) => number.Text[0] != '"';

    private void PrintItems(CollectionType array, JsonValue value)
    {
        text.Open('[');
        foreach (var item in value.Items)
        {
            Print(array.Items, item);
        }

        text.Close(']');
    }

    private void PrintMembers(AvroType type, JsonValue value)
    {
        text.Open('{');
        foreach (var member in JsonPrinter.Sort(value.Members))
        {
            text.Key(member.Key);
            if ((type as RecordType)?.Find(member.Key)?.Type is { } field)
            {
                Print(field, member.Value);
            }
            else if (type is CollectionType map)
            {
                Print(map.Items, member.Value);
            }
            else
            {
                JsonPrinter.Print(text, member.Value, sorted: true);
            }
        }

        text.Close('}');
    }
}
