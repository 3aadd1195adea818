using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Schemas.Avro;
using SchemaRegistry.Schemas.Json;
using SchemaRegistry.Schemas.Protobuf;

namespace SchemaRegistry.Benchmarks.Formats;

/// <summary>Schemas of any number of fields, mixed as in the wild: texts, numbers, lists, optional parts, nested records.</summary>
internal static class SampleSchemas
{
    public static ISchemaFormat FormatOf(SchemaType type) => type switch
    {
        SchemaType.Avro => new AvroFormat(),
        SchemaType.Json => new JsonSchemaFormat(),
        _ => new ProtobufFormat(),
    };

    public static string Text(SchemaType type, int fields) => type switch
    {
        SchemaType.Avro => Avro(fields),
        SchemaType.Json => Json(fields),
        _ => Protobuf(fields),
    };

    private static string Avro(int fields) =>
        $$$"""{"type":"record","name":"Sample","namespace":"bench","fields":[{{{Join(fields, ",", AvroField)}}}]}""";

    private static string AvroField(int i) => (i % 4) switch
    {
        0 => $$$"""{"name":"text{{{i}}}","type":"string","default":"","doc":"Text number {{{i}}}"}""",
        1 => $$$"""{"name":"maybe{{{i}}}","type":["null","long"],"default":null}""",
        2 => $$$"""{"name":"list{{{i}}}","type":{"type":"array","items":"double"},"default":[]}""",
        _ => $$$"""{"name":"part{{{i}}}","type":{"type":"record","name":"Part{{{i}}}","fields":[{"name":"a","type":"int","default":0}]},"default":{"a":0}}""",
    };

    private static string Json(int fields) =>
        $$$"""{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","additionalProperties":false,"properties":{{{{Join(fields, ",", JsonProperty)}}}}}""";

    private static string JsonProperty(int i) => (i % 4) switch
    {
        0 => $"\"text{i}\":" + $$$"""{"type":"string","maxLength":100,"description":"Text number {{{i}}}"}""",
        1 => $"\"maybe{i}\":" + """{"type":["integer","null"],"minimum":0}""",
        2 => $"\"list{i}\":" + """{"type":"array","items":{"type":"number"}}""",
        _ => $"\"part{i}\":" + """{"type":"object","properties":{"a":{"enum":["x","y","z"]}},"additionalProperties":false}""",
    };

    private static string Protobuf(int fields) =>
        $"syntax = \"proto3\";\npackage bench;\n\nmessage Sample {{\n{Join(fields, "", ProtobufField)}}}\n";

    private static string ProtobufField(int i) => (i % 4) switch
    {
        0 => $"  string text{i} = {i + 1};\n",
        1 => $"  optional int64 maybe{i} = {i + 1};\n",
        2 => $"  repeated double list{i} = {i + 1};\n",
        _ => $"  Part{i} part{i} = {i + 1};\n  message Part{i} {{\n    int32 a = 1;\n  }}\n",
    };

    private static string Join(int count, string separator, Func<int, string> write) =>
        string.Join(separator, Enumerable.Range(0, count).Select(write));
}
