namespace SchemaRegistry.Model;

/// <summary>The format of a schema. On the wire: <c>AVRO</c>, <c>JSON</c>, <c>PROTOBUF</c>.</summary>
public enum SchemaType
{
    /// <summary>One that a newer build has stored. It is shown, and nothing can be done with it.</summary>
    Unknown = -1,
    Avro = 0,
    Json = 1,
    Protobuf = 2,
}

/// <summary>The wire names of <see cref="SchemaType"/>, upper case and exact.</summary>
public static class SchemaTypeNames
{
    /// <summary>Reads a wire name; null or empty means Avro. False when the name is unknown.</summary>
    public static bool TryParse(string? name, out SchemaType type)
    {
        (type, var known) = name switch
        {
            null or "" or "AVRO" => (SchemaType.Avro, true),
            "JSON" => (SchemaType.Json, true),
            "PROTOBUF" => (SchemaType.Protobuf, true),
            _ => (default, false),
        };
        return known;
    }

    public static string WireName(this SchemaType type) => type switch
    {
        SchemaType.Avro => "AVRO",
        SchemaType.Json => "JSON",
        SchemaType.Protobuf => "PROTOBUF",
        _ => UnknownName.Text,
    };
}
