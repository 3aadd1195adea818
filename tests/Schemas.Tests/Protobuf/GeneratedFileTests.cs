using CsCheck;
using Google.Protobuf.Reflection;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>Generated files, judged by protoc in one batch per form.</summary>
public sealed class GeneratedFileTests
{
    private const int Batch = 250;

    private static readonly string Options = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Protobuf", "Corpus", "options.proto"));

    // The quick run is the same every time; the long one is another each time.
    private const string Seed = "0N0XIzNsQ0O2";

    private static readonly int Samples = TestLength.Cases(500, 20_000);

    [Fact]
    [Slow]
    public void Printed_and_normalised_files_mean_what_the_source_means() =>
        GeneratedFile.Seeds.Array[Batch].Sample(CheckBatch, seed: TestLength.IsLong ? null : Seed, iter: TestLength.Of(1, 50), threads: 1);

    [Fact]
    public void Printing_is_stable() =>
        GeneratedFile.Seeds.Sample(
            seed => Accepted(seed) is not { } schema || Parse(schema.CanonicalText)?.CanonicalText == schema.CanonicalText,
            iter: Samples);

    [Fact]
    public void Normalising_twice_is_normalising_once() =>
        GeneratedFile.Seeds.Sample(
            seed => Accepted(seed) is not { } schema || schema.Normalized() is var normal && normal.Normalized().CanonicalText == normal.CanonicalText
                && Parse(normal.CanonicalText)?.CanonicalText == normal.CanonicalText,
            iter: Samples);

    [Fact]
    public void A_source_and_its_canonical_text_have_one_normal_form() =>
        GeneratedFile.Seeds.Sample(
            seed => Accepted(seed) is not { } schema || Parse(schema.CanonicalText)!.Normalized().CanonicalText == schema.Normalized().CanonicalText,
            iter: Samples);

    [Fact]
    public void A_schema_differs_in_nothing_from_its_other_forms() =>
        GeneratedFile.Seeds.Sample(
            seed => Accepted(seed) is not { } schema || (schema.ReadingFrom(schema).IsEmpty && schema.Normalized().ReadingFrom(schema).IsEmpty),
            iter: Samples);

    private static void CheckBatch(int[] seeds)
    {
        var sources = seeds.Index().ToDictionary(pair => $"f{pair.Index}.proto", pair => GeneratedFile.Of(pair.Item, pair.Index));
        sources["options.proto"] = Options;
        var (originals, refused) = Protoc.Compile(sources);
        foreach (var path in refused.Keys)
        {
            sources.Remove(path);
        }

        Assert.True(originals.Count > Batch / 2, $"protoc refused {refused.Count} files: {refused.Values.FirstOrDefault()}");
        var schemas = sources.ToDictionary(file => file.Key, file => Proto.Parse(file.Value, ("options.proto", Options)));
        Assert.DoesNotContain(schemas, schema => schema.Value.Validate(validateFields: true) is { } error && Fail(schema.Key, error.ToString(), sources));
        var printed = Compile(schemas.ToDictionary(schema => schema.Key, schema => schema.Value.CanonicalText));
        var normal = Compile(schemas.ToDictionary(schema => schema.Key, schema => schema.Value.Normalized().CanonicalText));
        foreach (var (path, schema) in schemas)
        {
            var serialized = FileDescriptorProto.Parser.ParseFrom(Convert.FromBase64String(schema.Formatted("serialized")));
            Assert.Equal(WireDump.Of(Descriptors.Plain(originals[path])), WireDump.Of(Descriptors.Plain(serialized)));
            var expected = WireDump.Of(Descriptors.Ordered(originals[path]));
            Assert.Equal(expected, WireDump.Of(Descriptors.Ordered(printed[path])));
            Assert.Equal(expected, WireDump.Of(Descriptors.Ordered(normal[path])));
            Assert.Equal(schema.Normalized().CanonicalText, Proto.Parse(schema.Formatted("serialized"), ("options.proto", Options)).Normalized().CanonicalText);
        }
    }

    private static bool Fail(string path, string error, Dictionary<string, string> sources)
    {
        Assert.Fail($"{path}: {error}\n{sources[path]}");
        return true;
    }

    private static Dictionary<string, FileDescriptorProto> Compile(Dictionary<string, string> files)
    {
        var (accepted, refused) = Protoc.Compile(files);
        Assert.True(refused.Count == 0, refused.Count == 0 ? "" : $"{refused.First().Value}\n{files[refused.First().Key]}");
        return accepted;
    }

    // Not every generated file is valid; those are not what these properties are about.
    private static ParsedSchema? Accepted(int seed) => Parse(GeneratedFile.Of(seed, 0));

    private static ParsedSchema? Parse(string text) => Proto.TryParse(text, null, ("options.proto", Options)).Schema;
}
