using CsCheck;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Tests.Avro;
using SchemaRegistry.Schemas.Tests.Json;
using SchemaRegistry.Schemas.Tests.Protobuf;

namespace SchemaRegistry.Schemas.Tests.Compatibility;

/// <summary>A transitive level is the plain one against every version (reference 11.1), for generated schemas of each format.</summary>
public sealed class TransitiveLevelTests
{
    private static readonly int Samples = TestLength.Cases(10_000);

    private static readonly (CompatibilityLevel Plain, CompatibilityLevel Transitive)[] Levels =
    [
        (CompatibilityLevel.Backward, CompatibilityLevel.BackwardTransitive),
        (CompatibilityLevel.Forward, CompatibilityLevel.ForwardTransitive),
        (CompatibilityLevel.Full, CompatibilityLevel.FullTransitive),
    ];

    [Fact]
    public Task Avro_is_folded_over_all_versions() => SchemaShapes.Pairs.Select(
        pair => (AvroData.Parse(pair.Item1), AvroData.Parse(pair.Item2))).SampleAsync(IsFold, iter: Samples);

    [Fact]
    public Task JSON_Schema_is_folded_over_all_versions() => GenJsonSchema.Pairs.Select(
        pair => (Parsed.Stored(pair.Item1), Parsed.Stored(pair.Item2))).SampleAsync(IsFold, iter: Samples);

    [Fact]
    [Slow]
    public Task Protobuf_is_folded_over_all_versions() => GeneratedPair.Pairs.Select(
        pair => (pair.ParseOriginal(), pair.ParseUpdate())).SampleAsync(IsFold, iter: Samples);

    // The newer of the two versions is the schema itself, so that the older one decides unless something newer fails first.
    private static async Task<bool> IsFold((ParsedSchema Original, ParsedSchema Update) pair)
    {
        PreviousVersion[] versions = [new(2, pair.Update), new(1, pair.Original)];
        foreach (var (plain, transitive) in Levels)
        {
            var report = await CompatibilityChecker.Check(
                pair.Update, null, versions.ToAsyncEnumerable(), new CompatibilityTerms(transitive), CancellationToken.None);
            var fold = versions.All(version =>
                CompatibilityChecker.Compare(pair.Update, null, version, new CompatibilityTerms(plain)).IsCompatible);
            if (report.IsCompatible != fold)
            {
                return false;
            }
        }

        return true;
    }
}
