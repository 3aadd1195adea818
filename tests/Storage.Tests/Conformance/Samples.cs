using System.Collections.Immutable;
using System.Text;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>Values with every part and every edge that has to come back as it was.</summary>
internal static class Samples
{
    /// <summary>The order of UTF-8 bytes, which both databases keep.</summary>
    public static readonly IComparer<string> CodePointOrder = Comparer<string>.Create(
        static (left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    public static IEnumerable<string> Names =>
    [
        "", " ", "a", "A", "b", "B", "ä", "Z", "é", "e\u0301", "名前", "😀", "\uFFFD", "\uE000", "a:b", ":", "%", "_", "a%", "'", "\\", "\"",
        "*", "a b", "a\u00A0b", new('x', 255), new('x', 256), new('x', 300), new('x', 499), new('x', 500), new('x', 501),
        new string('名', 2000) + "1", new string('名', 2000) + "2", Noise(6000, 1), Noise(6000, 1)[..^1] + "#",
    ];

    public static IEnumerable<SchemaContent> Contents
    {
        get
        {
            var references = ImmutableArray.Create(
                new SchemaReference("n", "s", 1), new SchemaReference("名/前.proto", ":.ctx:other", int.MaxValue));
            var rule = new Rule(
                "r", "doc", "CONDITION", "WRITE", "CEL", Set("t", "a"), Map(("k", "v"), ("", "")), "a < b && \"x\"", "NONE", "ERROR", true);
            yield return new SchemaContent(SchemaType.Avro, "\"string\"", []);
            yield return new SchemaContent(SchemaType.Json, "{\"a\": \"\\u0000 \\\" 名 😀 \u2028\"}", references);
            yield return new SchemaContent(SchemaType.Protobuf, "syntax = \"proto3\";\n\tmessage A {}\r\n", []);
            yield return new SchemaContent(SchemaType.Json, "", [], new Metadata(), new RuleSet());
            yield return new SchemaContent(SchemaType.Json, "1", [], new Metadata(Tags(), Map(), Set()), new RuleSet([], [], [], ""));
            yield return new SchemaContent(
                SchemaType.Json,
                "2",
                references,
                new Metadata(Tags(("a.b", ["PII", "x"]), ("Z", []), ("z", ["y"])), Map(("b", "1"), ("B", "2"), ("a", "é")), Set("b", "B")),
                new RuleSet([rule], [rule, new Rule(null)], [new Rule("only-name")], "CLIENT"));
        }
    }

    public static RegistryConfig FullConfig => new(
        CompatibilityLevel.FullTransitive,
        CompatibilityPolicy.Lenient,
        "group",
        true,
        false,
        true,
        false,
        "target",
        "deks",
        new Metadata(Tags(("a", ["b"])), Map(("k", "v")), Set("k")),
        new Metadata(Properties: Map()),
        new RuleSet(DomainRules: [new Rule("r")]),
        new RuleSet(EnableAt: "SERVER"));

    private static string Noise(int length, int seed)
    {
#pragma warning disable CA5394 // Not a secret; the same at every run.
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next('!', '~')));
#pragma warning restore CA5394
    }

    private static ImmutableSortedSet<string> Set(params string[] names) => names.ToImmutableSortedSet(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, string> Map(params (string Key, string Value)[] pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Tags(params (string Key, string[] Values)[] pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => Set(pair.Values), StringComparer.Ordinal);
}
