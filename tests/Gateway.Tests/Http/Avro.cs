namespace SchemaRegistry.Gateway.Tests.Http;

/// <summary>Avro schemas for tests, in their canonical form.</summary>
public static class Avro
{
    public const string Text = "\"string\"";
    public const string Number = "\"int\"";

    /// <summary>A record R with that many optional fields, so that more or fewer are compatible both ways.</summary>
    public static string RecordOf(int fields, string name = "R") =>
        $$"""{"type":"record","name":"{{name}}","fields":[{{string.Join(',', Enumerable.Range(1, fields).Select(Field))}}]}""";

    /// <summary>A schema that no other test registers, so that its id and GUID are its own.</summary>
    public static string Unique() => RecordOf(1, $"U{Guid.NewGuid():N}");

    /// <summary>Needs a field that R never had: neither reads what R wrote.</summary>
    public static string Incompatible => """{"type":"record","name":"R","fields":[{"name":"needed","type":"string"}]}""";

    public static string Record(string name, string fieldType) =>
        $$"""{"type":"record","name":"{{name}}","fields":[{"name":"f","type":{{fieldType}}}]}""";

    private static string Field(int number) => $$"""{"name":"f{{number}}","type":["null","string"],"default":null}""";
}
