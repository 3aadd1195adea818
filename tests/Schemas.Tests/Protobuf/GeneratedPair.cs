using System.Globalization;
using System.Text;
using CsCheck;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>Two versions of a small schema, the second a few edits away from the first, some across an import.</summary>
internal sealed record GeneratedPair(string Original, string Update, string OriginalImport, string UpdateImport)
{
    private static readonly string[] Types =
    [
        "int32", "uint64", "sint32", "fixed64", "bool", "string", "bytes", "double", "E", "A", "B", "A.N", "imported.I", "imported.J", "map<string, int32>", "map<int32, A>", "map<bool, imported.I>",
    ];

    public static Gen<GeneratedPair> Pairs => Gen.Int[0, int.MaxValue - 1].Select(Of);

    public static GeneratedPair Of(int seed)
    {
        var random = new Random(seed);
        var messages = Enumerable.Range(0, 3).Select(_ => Fields(random)).ToArray();
        var imported = Enumerable.Range(0, 2).Select(_ => Fields(random, 3)).ToArray();
        var original = (Text(messages, random.Next(4)), Import(imported));
        for (var edits = random.Next(0, 4); edits > 0; edits--)
        {
            Edit(random.Next(3) == 0 ? imported[random.Next(2)] : messages[random.Next(3)], random);
        }

        return new GeneratedPair(original.Item1, Text(messages, random.Next(4)), original.Item2, Import(imported));
    }

    public ParsedSchema ParseOriginal() => Parse(Original, OriginalImport, 1);

    public ParsedSchema ParseUpdate() => Parse(Update, UpdateImport, 2);

    private static ParsedSchema Parse(string text, string import, int version) =>
        Proto.Parse(text, [new SchemaReference("i.proto", "i", version)], [new ResolvedReference("i.proto", "i", version, import)]);

    private static List<Field> Fields(Random random, int most = 6) =>
        [.. Enumerable.Range(1, random.Next(1, most)).Select(tag => new Field(tag, $"f{tag}", Types[random.Next(Types.Length)], random.Next(3), random.Next(4)))];

    private static void Edit(List<Field> fields, Random random)
    {
        if (fields.Count == 0 || random.Next(5) == 0)
        {
            var tag = fields.Count == 0 ? 1 : fields.Max(field => field.Tag) + 1;
            fields.Add(new Field(tag, $"f{tag}", Types[random.Next(Types.Length)], random.Next(3), random.Next(4)));
            return;
        }

        var at = random.Next(fields.Count);
        if (random.Next(4) == 0)
        {
            fields.RemoveAt(at);
            return;
        }

        fields[at] = random.Next(4) switch
        {
            0 => fields[at] with { Name = fields[at].Name + "x" },
            1 => fields[at] with { Type = Types[random.Next(Types.Length)] },
            2 => fields[at] with { Label = random.Next(3) },
            _ => fields[at] with { OneOf = random.Next(4) },
        };
    }

    private static string Text(List<Field>[] messages, int extra)
    {
        var text = new StringBuilder("syntax = \"proto3\"; import \"i.proto\"; enum E { Z = 0; }");
        text.Append(extra == 1 ? "message Extra {}" : "");
        text.Append("message A { message N {").Append(Body(messages[0])).Append('}').Append(Body(messages[1])).Append('}');
        text.Append("message B {").Append(Body(messages[2])).Append('}');
        return text.Append(extra == 2 ? "enum F { Y = 0; O = 1; }" : "").ToString();
    }

    private static string Import(List<Field>[] messages)
    {
        var text = new StringBuilder("syntax = \"proto3\"; package imported; enum E { IZ = 0; } message A { message N {} } message B {}");
        text.Append("message I {").Append(Body(messages[0])).Append('}');
        return text.Append("message J {").Append(Body(messages[1])).Append('}').ToString();
    }

    private static string Body(List<Field> fields)
    {
        var text = new StringBuilder();
        foreach (var group in fields.GroupBy(field => field.Place))
        {
            text.Append(group.Key == 0 ? "" : $"oneof o{group.Key} {{");
            foreach (var field in group)
            {
                text.Append(CultureInfo.InvariantCulture, $"{field.LabelText}{field.Type} {field.Name} = {field.Tag};");
            }

            text.Append(group.Key == 0 ? "" : "}");
        }

        return text.ToString();
    }

    private sealed record Field(int Tag, string Name, string Type, int Label, int OneOf)
    {
        private bool IsMap => Type.StartsWith("map", StringComparison.Ordinal);

        public int Place => IsMap || OneOf > 2 ? 0 : OneOf;

        public string LabelText => IsMap || Place != 0 ? "" : Label switch
        {
            1 => "optional ",
            2 => "repeated ",
            _ => "",
        };
    }
}
