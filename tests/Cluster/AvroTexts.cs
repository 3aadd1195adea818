namespace SchemaRegistry.Cluster;

/// <summary>Small Avro schemas, in canonical form.</summary>
internal static class AvroTexts
{
    /// <summary>A record of its own name; two with different names are different schemas.</summary>
    public static string Record(string name) =>
        $$"""{"type":"record","name":"{{name}}","fields":[{"name":"id","type":"string"}]}""";
}
