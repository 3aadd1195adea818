namespace SchemaRegistry.Schemas.Tests.Avro;

/// <summary>Writes a shape as a valid schema text.</summary>
internal sealed class ShapeText
{
    private static readonly string[] Primitives = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

    private readonly HashSet<string> _defined = [];

    public string Write(Shape shape) => Type(shape);

    private string Type(Shape shape) => shape.Kind switch
    {
        0 or 1 or 2 => Primitive(shape.Variant),
        3 => $$"""{"type":"array","items":{{Part(shape)}}{{Props(shape.Variant)}} }""",
        4 => $$"""{"values":{{Part(shape)}}{{Props(shape.Variant)}},"type":"map"}""",
        5 => Union(shape),
        6 => Enum(shape),
        7 => Fixed(shape),
        _ => Record(shape),
    };

    // What makes the shape a branch of its own: its full name, or its kind.
    private static string Branch(Shape shape) => shape.Kind switch
    {
        0 or 1 or 2 => Primitives[shape.Variant % 8],
        3 => "array",
        4 => "map",
        5 => "union",
        6 => shape.Variant % 2 == 0 ? "n.E0" : "E1",
        7 => shape.Variant % 2 == 0 ? "n.F0" : "m.F1",
        _ => (shape.Variant % 3) switch { 0 => "n.R0", 1 => "R1", _ => "m.R2" },
    };

    private static string Primitive(int variant)
    {
        var name = Primitives[variant % 8];
        return (variant / 8 % 6) switch
        {
            0 => $$"""{"type":"{{name}}"}""",
            1 => $$"""{"b":1.50,"type":"{{name}}","a":{"y":[1,null],"x":"ü"} }""",
            2 => $$"""{"scale":2,"logicalType":"{{(name == "long" ? "timestamp-millis" : "decimal")}}","precision":5,"type":"{{name}}"}""",
            _ => $"\"{name}\"",
        };
    }

    private string Part(Shape shape) => shape.Parts.Length > 0 ? Type(shape.Parts[0]) : "\"int\"";

    private string Union(Shape shape) =>
        $"[{string.Join(',', shape.Parts.Where(part => part.Kind != 5).DistinctBy(Branch).Select(Type))}]";

    private string Enum(Shape shape)
    {
        var symbols = new[] { "A", "B", "C" }.Where((_, bit) => ((shape.Variant >> bit) & 2) != 0).DefaultIfEmpty("D").ToArray();
        var rest = (shape.Variant % 5 == 0 ? $",\"default\":\"{symbols[0]}\"" : "") + (shape.Variant % 7 == 0 ? ",\"doc\":\"\"" : "");
        return Named(shape, name => $$"""{"type":"enum","symbols":["{{string.Join("\",\"", symbols)}}"],{{name}}{{rest}}{{Props(shape.Variant)}} }""");
    }

    private string Fixed(Shape shape) => Named(
        shape, name => $$"""{{{name}},"aliases":["Z","m.F1"],"size":{{1 + (shape.Variant % 3)}},"type":"fixed"{{Props(shape.Variant)}} }""");

    private string Record(Shape shape) => Named(shape, name =>
    {
        var shift = shape.Variant % 2;
        var fields = string.Join(',', shape.Parts.Select((part, at) =>
            Field(part, "abcde"[at + shift], at == 0 && part.Variant % 4 == 0 ? ",\"aliases\":[\"y\",\"" + "ea"[shift] + "\"]" : "")));
        return $$"""{"type":"record",{{name}},"fields":[{{fields}}],"doc":"d"{{Props(shape.Variant)}} }""";
    });

    private string Field(Shape part, char name, string aliases)
    {
        var rest = aliases + (part.Variant % 3 == 0 ? ",\"doc\":\"q\",\"order\":\"descending\"" : "");
        return $$"""{"name":"{{name}}"{{rest}}{{Default(Branch(part), part.Variant)}},"type":{{Type(part)}}{{Props(part.Variant)}} }""";
    }

    private static string Default(string branch, int variant) => variant % 2 == 0 ? "" : branch switch
    {
        "null" => ",\"default\":null",
        "boolean" => ",\"default\":true",
        "int" or "long" or "float" or "double" => $",\"default\":{variant}",
        "bytes" or "string" => ",\"default\":\"\\u00ff\"",
        "array" => ",\"default\":[]",
        "map" => ",\"default\":{}",
        _ => "",
    };

    private static string Props(int variant) => (variant % 11) switch
    {
        0 => ",\"z\":1e3,\"y\":{\"b\":true,\"a\":-0.5}",
        1 => ",\"confluent:tags\":[\"PII\"]",
        _ => "",
    };

    // The first use defines a name; while its definition is being written, it may be used already.
    private string Named(Shape shape, Func<string, string> define)
    {
        var name = Branch(shape);
        return !_defined.Add(name)
            ? $"\"{name}\""
            : define(name.Contains('.', StringComparison.Ordinal) ? $"\"name\":\"{name}\"" : $"\"namespace\":\"\",\"name\":\"{name}\"");
    }
}
