using CsCheck;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>Broken files: never an exception, and judged as protoc judges them.</summary>
public sealed class MutationTests
{
    private const int Batch = 150;

    private static readonly string Options = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Protobuf", "Corpus", "options.proto"));

    // The quick run is the same every time; the long one is another each time.
    private const string Seed = "0N0XIzNsQ0O2";

    // Harmless, and other parsers let them pass: a comma at the end of a list, a comment that seems to open within a comment.
    private static readonly string[] Leniencies = ["got: ]", "inside block comment"];

    private static readonly Gen<(int File, int Mutation)> Seeds = Gen.Select(GeneratedFile.Seeds, GeneratedFile.Seeds);

    [Fact]
    public void A_broken_text_gives_an_answer() =>
        Seeds.Sample(
            seed =>
            {
                var text = Mutation.Of(GeneratedFile.Of(seed.File, 0), seed.Mutation);
                return Uses(Parse(text, ParseOptions.ForNewSchemas)) && Uses(Parse(text, ParseOptions.ForStoredSchemas));
            },
            iter: TestLength.Cases(1_000, 50_000));

    [Fact]
    public void Broken_base64_gives_an_answer() =>
        Seeds.Sample(
            seed =>
            {
                var bytes = Convert.FromBase64String(Parse(GeneratedFile.Of(seed.File, 0), ParseOptions.ForStoredSchemas).Schema!.Formatted("serialized"));
                bytes[seed.Mutation % bytes.Length] = (byte)(seed.Mutation >> 8);
                return Uses(Parse(Convert.ToBase64String(bytes), ParseOptions.ForStoredSchemas));
            },
            iter: TestLength.Cases(1_000, 50_000));

    [Fact]
    public void Random_bytes_give_an_answer() =>
        Gen.Byte.Array[0, 200].Sample(
            bytes => Uses(Parse(Convert.ToBase64String(bytes), ParseOptions.ForStoredSchemas)),
            iter: TestLength.Cases(2_000, 100_000));

    [Fact]
    public void What_protoc_refuses_fails_and_what_it_accepts_passes() =>
        Seeds.Array[Batch].Sample(CheckBatch, seed: TestLength.IsLong ? null : Seed, iter: TestLength.Of(1, 50), threads: 1);

    private static void CheckBatch((int File, int Mutation)[] seeds)
    {
        var files = seeds.Index().ToDictionary(
            pair => $"f{pair.Index}.proto", pair => Mutation.Of(GeneratedFile.Of(pair.Item.File, pair.Index), pair.Item.Mutation));
        files["options.proto"] = Options;
        var (_, refused) = Protoc.Compile(files);
        foreach (var (path, text) in files)
        {
            var ours = Judge(text);
            var theirs = refused.GetValueOrDefault(path);

            if ((ours is null) != (theirs is null) && !Leniencies.Any(known => theirs?.Contains(known, StringComparison.Ordinal) == true))
            {
                Assert.Fail($"protoc: {theirs ?? "accepts"}\nours: {ours ?? "accepts"}\n{text}");
            }
        }
    }

    private static string? Judge(string text)
    {
        var result = Parse(text, ParseOptions.ForNewSchemas);
        return (result.Error ?? result.Schema!.Validate(validateFields: true))?.ToString();
    }

    private static bool Uses(ParseResult result)
    {
        if (result.Schema is not { } schema)
        {
            return result.Error!.Message.Length > 0;
        }

        schema.Validate(validateFields: true);
        var normal = schema.Normalized();
        return schema.Formatted("serialized").Length > 0 && schema.Formatted("ignore_extensions") is not null && normal.ReadingFrom(schema).Length >= 0;
    }

    private static ParseResult Parse(string text, ParseOptions options) => Proto.TryParse(text, options, ("options.proto", Options));
}
