using System.Text;

namespace SchemaRegistry.Schemas.Tests.Avro;

/// <summary>Schemas that are small in text and large when walked carelessly.</summary>
internal static class NestedSchemas
{
    /// <summary>Records of which each uses the next one twice: 2^height paths lead to the last.</summary>
    public static string Records(int height, string last = "int")
    {
        var text = new StringBuilder($"\"{last}\"");
        for (var level = height; level > 0; level--)
        {
            var next = level == height ? $"\"{last}\"" : $"\"R{level + 1}\"";
            text.Insert(0, $$"""{"type":"record","name":"R{{level}}","fields":[{"name":"a","type":""");
            text.Append($$"""},{"name":"b","type":{{next}}}]}""");
        }

        return text.ToString();
    }

    /// <summary>Unions of two records of which each uses both records of the next union.</summary>
    public static string Unions(int height, string last = "int")
    {
        var text = new StringBuilder($"\"{last}\"");
        for (var level = height; level > 0; level--)
        {
            var next = level == height ? $"\"{last}\"" : $"""["A{level + 1}","B{level + 1}"]""";
            text.Insert(0, $$"""[{"type":"record","name":"A{{level}}","fields":[{"name":"f","type":""");
            text.Append($$"""}]},{"type":"record","name":"B{{level}}","fields":[{"name":"f","type":{{next}}}]}]""");
        }

        return text.ToString();
    }

    /// <summary>Arrays of arrays.</summary>
    public static string Arrays(int height) =>
        string.Concat(Enumerable.Repeat("""{"type":"array","items":""", height)) + "\"int\"" + new string('}', height);

    /// <summary>A flat list of records of which each contains the one before it: deep as a graph, shallow as a text.</summary>
    public static string Chain(int length, string last = "int") => "[" + string.Join(',', Enumerable.Range(0, length).Select(at =>
        $$"""{"type":"record","name":"C{{at}}","fields":[{"name":"f","type":"{{(at == 0 ? last : $"C{at - 1}")}}"}]}""")) + "]";

    /// <summary>The same with each record containing the one after it, which is not yet defined.</summary>
    public static string ForwardChain(int length) => "[" + string.Join(',', Enumerable.Range(0, length).Select(at =>
        $$"""{"type":"record","name":"C{{at}}","fields":[{"name":"f","type":"{{(at == length - 1 ? "int" : $"C{at + 1}")}}"}]}""")) + "]";
}
