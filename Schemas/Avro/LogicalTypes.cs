using System.Globalization;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// Logical types matter to the normal form alone, where the attributes of a valid one come first; elsewhere they are custom
/// attributes. One on the wrong type, or with wrong attributes, is ignored.
/// </summary>
internal static class LogicalTypes
{
    private const string Attribute = "logicalType";
    private const string Precision = "precision";
    private const string Scale = "scale";

    /// <summary>Custom attributes in normal form: name, precision and a scale that is not 0 first, the rest sorted.</summary>
    public static IReadOnlyList<JsonMember> Order(AvroType type)
    {
        var sorted = JsonPrinter.Sort(type.Props);
        if (sorted.Count < 2 || !IsValid(type))
        {
            return sorted;
        }

        return [.. sorted.OrderBy(prop => Rank(prop, Value(type, Attribute)!.Text))];
    }

    private static int Rank(JsonMember prop, string logicalType) => prop.Key switch
    {
        Attribute => 0,
        Precision when logicalType == "decimal" => 1,
        Scale when logicalType == "decimal" && prop.Value.Text != "0" => 2,
        _ => 3,
    };

    private static bool IsValid(AvroType type)
    {
        if (Value(type, Attribute) is not { Kind: JsonKind.String } logicalType)
        {
            return false;
        }

        return logicalType.Text switch
        {
            "decimal" => IsDecimal(type),
            "big-decimal" => type.Kind == AvroKind.Bytes,
            "uuid" => type.Kind == AvroKind.String || type is FixedType { Size: 16 },
            "duration" => type is FixedType { Size: 12 },
            "date" or "time-millis" => type.Kind == AvroKind.Int,
            "time-micros"
                or "timestamp-millis" or "timestamp-micros" or "timestamp-nanos"
                or "local-timestamp-millis" or "local-timestamp-micros" or "local-timestamp-nanos" => type.Kind == AvroKind.Long,
            _ => false,
        };
    }

    private static bool IsDecimal(AvroType type)
    {
        if (Integer(type, Precision) is not (> 0 and var precision))
        {
            return false;
        }

        var scale = Value(type, Scale) is null ? 0 : Integer(type, Scale);
        var longest = type switch
        {
            FixedType { Size: var size } => Math.Floor(Math.Log10(2) * ((8.0 * size) - 1)),
            { Kind: AvroKind.Bytes } => int.MaxValue,
            _ => 0,
        };
        return precision <= longest && scale >= 0 && scale <= precision;
    }

    private static int? Integer(AvroType type, string name) =>
        Value(type, name) is { IsInteger: true } value
        && int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static JsonValue? Value(AvroType type, string name)
    {
        foreach (var prop in type.Props)
        {
            if (prop.Key == name)
            {
                return prop.Value;
            }
        }

        return null;
    }
}
