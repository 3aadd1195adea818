namespace SchemaRegistry.Schemas.Avro;

/// <summary>The fourteen kinds of an Avro type; upper case, these are the names that findings show.</summary>
internal enum AvroKind
{
    Record,
    Enum,
    Array,
    Map,
    Union,
    Fixed,
    String,
    Bytes,
    Int,
    Long,
    Float,
    Double,
    Boolean,
    Null,
}

internal static class AvroKindNames
{
    public static bool IsPrimitive(this AvroKind kind) => kind >= AvroKind.String;

    /// <summary>The name inside a schema text.</summary>
    public static string Name(this AvroKind kind) => kind switch
    {
        AvroKind.Record => "record",
        AvroKind.Enum => "enum",
        AvroKind.Array => "array",
        AvroKind.Map => "map",
        AvroKind.Union => "union",
        AvroKind.Fixed => "fixed",
        AvroKind.String => "string",
        AvroKind.Bytes => "bytes",
        AvroKind.Int => "int",
        AvroKind.Long => "long",
        AvroKind.Float => "float",
        AvroKind.Double => "double",
        AvroKind.Boolean => "boolean",
        _ => "null",
    };

    /// <summary>The name inside a finding.</summary>
    public static string Shown(this AvroKind kind) => kind.Name().ToUpperInvariant();

    /// <summary>Whether the name of a named type reads as one of the fourteen kinds.</summary>
    public static bool IsKindName(string name) => IsPrimitiveName(name) || name is "record" or "enum" or "array" or "map" or "union" or "fixed";

    public static bool IsPrimitiveName(string name) => TryParsePrimitive(name, out _);

    public static bool TryParsePrimitive(string name, out AvroKind kind)
    {
        kind = name switch
        {
            "string" => AvroKind.String,
            "bytes" => AvroKind.Bytes,
            "int" => AvroKind.Int,
            "long" => AvroKind.Long,
            "float" => AvroKind.Float,
            "double" => AvroKind.Double,
            "boolean" => AvroKind.Boolean,
            "null" => AvroKind.Null,
            _ => AvroKind.Record,
        };
        return kind != AvroKind.Record;
    }
}
