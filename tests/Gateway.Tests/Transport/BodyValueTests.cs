using System.Text;
using System.Text.Json;
using CsCheck;
using SchemaRegistry.Gateway.Rest.Bodies;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>Bodies are read as the library's own tree of a document shows them.</summary>
public sealed class BodyValueTests
{
    private static readonly string[] Texts =
        ["", "a", "schema", "tägs", @"\u0061", @"\""x\""", @"a\\b\/", @"\ud83d\ude00", "😀", new string('x', 20_000) + @"\n", " , ] } "];

    private static readonly string[] Gaps = ["", "", " ", "\r\n\t "];

    [Fact]
    public void A_body_is_read_as_its_tree_shows_it() => Gen.Int.Sample(seed =>
    {
        var text = Json(new Random(seed), depth: 4);
        using var expected = JsonDocument.Parse(text);
        AssertSame(expected.RootElement, BodyValue.Parse(Encoding.UTF8.GetBytes(text)));
    });

    [Fact]
    public void A_broken_body_is_refused_for_the_same_reason() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        var bytes = Encoding.UTF8.GetBytes(Json(random, depth: 3));
        bytes[random.Next(bytes.Length)] = (byte)"{}[]\",:x1 \\"[random.Next(11)];

        Assert.Equal(Refusal(() => JsonDocument.Parse(bytes).Dispose()), Refusal(() => BodyValue.Parse(bytes)));
    });

    private static void AssertSame(JsonElement expected, BodyValue read)
    {
        Assert.Equal(expected.ValueKind, read.Kind);
        switch (read.Kind)
        {
            case JsonValueKind.Object:
                var members = expected.EnumerateObject().ToList();
                Assert.Equal(members.Select(member => member.Name), read.Members().Select(member => member.Name));
                Assert.All(members.Zip(read.Members()), pair => AssertSame(pair.First.Value, pair.Second.Value));
                Assert.All(members, member => AssertSame(expected.GetProperty(member.Name), read.Find(member.Name)!));
                Assert.Null(read.Find("absent"));
                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), read.Items().Count());
                Assert.All(expected.EnumerateArray().Zip(read.Items()), pair => AssertSame(pair.First, pair.Second));
                break;
            case JsonValueKind.String:
                Assert.Equal(expected.GetString(), read.GetString());
                break;
            default:
                Assert.Equal(expected.GetRawText(), read.GetRawText());
                break;
        }

        if (read.Kind == JsonValueKind.Number)
        {
            Assert.Equal(expected.TryGetInt32(out var number) ? number : null, read.TryGetInt32(out var same) ? same : (int?)null);
        }
    }

    private static string? Refusal(Action parse)
    {
        try
        {
            parse();
            return null;
        }
        catch (JsonException fault)
        {
            return fault.Message;
        }
    }

    private static string Json(Random random, int depth)
    {
        string Gap() => Gaps[random.Next(Gaps.Length)];
        string Name() => $"\"{Texts[random.Next(Texts.Length)]}\"";
        string List(Func<string> item) => string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => Gap() + item() + Gap()));
        string Value() => random.Next(depth > 0 ? 8 : 6) switch
        {
            0 => "null",
            1 => "true",
            2 => "false",
            3 => random.Next(-5, 5) + (random.Next(3) == 0 ? ".5e3" : ""),
            4 => "99999999999",
            5 => Name(),
            6 => $"[{List(() => Json(random, depth - 1))}{Gap()}]",
            _ => $"{{{List(() => $"{Name()}{Gap()}:{Json(random, depth - 1)}")}{Gap()}}}",
        };
        return Gap() + Value() + Gap();
    }
}
