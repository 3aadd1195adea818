using System.Text.Json;

namespace SchemaRegistry.Replay.Requests;

/// <summary>Schemas that come in families: each shape of a family has some fields more or fewer than the others.</summary>
internal static class Samples
{
    public static readonly string[] Formats = ["AVRO", "JSON", "PROTOBUF"];

    private static readonly JsonSerializerOptions Spaced = new() { WriteIndented = true };
    private static readonly string[] NullOrInt = ["null", "int"];

    /// <summary>Mostly one that is right.</summary>
    public static string Text(Dice dice, string format, int family)
    {
        var shape = dice.Pick(0, 1, 3, 7, dice.Next(64));
        return dice.Chance(0.93) ? Of(format, family, shape, spaced: dice.Chance(0.2)) : Wrong(dice, format);
    }

    public static string Of(string format, int family, int shape, bool spaced = false) => format switch
    {
        "AVRO" => Avro(family, shape, spaced),
        "JSON" => Json(family, shape, spaced),
        _ => Protobuf(family, shape, spaced),
    };

    /// <summary>A small type of its own, for others to refer to.</summary>
    public static string Address(string format) => format switch
    {
        "AVRO" => """{"type":"record","name":"Address","namespace":"com.acme","fields":[{"name":"street","type":"string"}]}""",
        "JSON" => """{"title":"Address","type":"object","properties":{"street":{"type":"string"}}}""",
        _ => "syntax = \"proto3\";\npackage com.acme;\n\nmessage Address {\n  string street = 1;\n}\n",
    };

    /// <summary>A type that holds an address.</summary>
    public static string WithAddress(string format, int number) => format switch
    {
        "AVRO" => $$"""{"type":"record","name":"Customer{{number}}","namespace":"com.acme","fields":[{"name":"at","type":"com.acme.Address"}]}""",
        "JSON" => $$$$"""{"title":"Customer{{{{number}}}}","type":"object","properties":{"at":{"$ref":"address.json"}}}""",
        _ => $"syntax = \"proto3\";\npackage com.acme;\n\nimport \"address.proto\";\n\nmessage Customer{number} {{\n  Address at = 1;\n}}\n",
    };

    /// <summary>The subject that holds the address.</summary>
    public static string AddressSubject(string format) => format switch
    {
        "AVRO" => "avro-address",
        "JSON" => "json-address",
        _ => "proto-address",
    };

    /// <summary>What <see cref="WithAddress"/> calls the other.</summary>
    public static string AddressName(string format) => format switch
    {
        "AVRO" => "com.acme.Address",
        "JSON" => "address.json",
        _ => "address.proto",
    };

    private static string Avro(int family, int shape, bool spaced)
    {
        var fields = new List<object> { new { name = "id", type = "string", doc = Note(family) } };
        fields.AddRange(Numbers(shape).Select(object (int bit) => bit < 4
            ? new { name = $"f{bit}", type = NullOrInt, @default = (int?)null }
            : new { name = $"f{bit}", type = "long" }));
        return JsonSerializer.Serialize(
            new { type = "record", name = $"Record{family}", @namespace = "com.acme", fields }, Form(spaced));
    }

    private static string Json(int family, int shape, bool spaced)
    {
        var properties = Numbers(shape).ToDictionary(bit => $"f{bit}", bit => new { type = bit % 2 == 0 ? "integer" : "string" });
        return JsonSerializer.Serialize(
            new
            {
                title = $"Record{family}",
                description = Note(family),
                type = "object",
                properties,
                required = Numbers(shape).Where(bit => bit > 3).Select(bit => $"f{bit}"),
                additionalProperties = family % 2 == 0,
            },
            Form(spaced));
    }

    private static string Protobuf(int family, int shape, bool spaced)
    {
        var fields = Numbers(shape).Select(bit => $"  {(bit < 5 ? "string" : "int64")} f{bit} = {bit + 2};\n");
        return $"syntax = \"proto3\";\npackage com.acme;\n{(spaced ? "\n\n" : "\n")}message Record{family} {{\n  string id = 1 [json_name = \"{Note(family)}\"];\n"
            + $"{string.Concat(fields)}}}\n";
    }

    // One family is long enough to be compressed.
    private static string Note(int family) => family == 4 ? string.Concat(Enumerable.Repeat("LongNote", 150)) : "note";

    private static string Wrong(Dice dice, string format) => dice.Pick(
        "", "{", "null", "\"int\"", "[]", """{"type":"record"}""", "syntax = \"proto2\"; message A { required string a = 1; }",
        "message {", """{"type":"unknown"}""", Address(format), WithAddress(format, 9), """{"$ref":"#/nowhere"}""");

    private static IEnumerable<int> Numbers(int shape) => Enumerable.Range(0, 6).Where(bit => (shape >> bit & 1) == 1);

    private static JsonSerializerOptions Form(bool spaced) => spaced ? Spaced : JsonSerializerOptions.Default;
}
