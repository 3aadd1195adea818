namespace SchemaRegistry.Cluster;

/// <summary>Small Avro schemas, in canonical form.</summary>
internal static class AvroTexts
{
    /// <summary>A record of its own name; two with different names are different schemas.</summary>
    public static string Record(string name) =>
        $$"""{"type":"record","name":"{{name}}","fields":[{"name":"id","type":"string"}]}""";

    /// <summary>A record with that many optional fields, which reads what one with fewer wrote.</summary>
    public static string RecordOf(int fields) =>
        $$"""{"type":"record","name":"R","fields":[{{string.Join(',', Enumerable.Range(1, fields).Select(Field))}}]}""";

    private static string Field(int number) => $$"""{"name":"f{{number}}","type":"int","default":0}""";
}
