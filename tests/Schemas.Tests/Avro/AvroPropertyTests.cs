using CsCheck;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Tests.Avro;

/// <summary>What holds of all schemas.</summary>
public sealed class AvroPropertyTests
{
    private static readonly int Samples = TestLength.Cases(10_000, 500_000);

    [Fact]
    public void A_canonical_text_is_stable() => SchemaShapes.Texts.Sample(
        text => AvroData.Parse(AvroData.Parse(text).CanonicalText).CanonicalText == AvroData.Parse(text).CanonicalText, iter: Samples);

    [Fact]
    public void A_normal_form_is_stable() => SchemaShapes.Texts.Sample(
        text =>
        {
            var normal = AvroData.Parse(text).Normalized().CanonicalText;
            return AvroData.Parse(normal).Normalized().CanonicalText == normal && AvroData.Parse(normal).CanonicalText == normal;
        },
        iter: Samples);

    [Fact]
    public void A_schema_is_the_same_as_its_canonical_text() => SchemaShapes.Texts.Sample(
        text => AvroData.Parse(text).IsSameAs(AvroData.Parse(AvroData.Parse(text).CanonicalText)), iter: Samples);

    [Fact]
    public void Schemas_that_are_the_same_are_alike() => SchemaShapes.Texts.Sample(
        text => AvroData.Parse(text).Likeness == AvroData.Parse(AvroData.Parse(text).CanonicalText).Likeness, iter: Samples);

    [Fact]
    public void Two_schemas_are_the_same_only_with_one_normal_form() => SchemaShapes.Pairs.Sample(
        (one, other) => !AvroData.Parse(one).IsSameAs(AvroData.Parse(other))
            || AvroData.Parse(one).Normalized().CanonicalText == AvroData.Parse(other).Normalized().CanonicalText,
        iter: Samples);

    [Fact]
    public void A_schema_reads_itself() => SchemaShapes.Texts.Sample(
        text => AvroData.Parse(text).ReadingFrom(AvroData.Parse(text)).IsEmpty, iter: Samples);

    [Fact]
    public void A_normal_form_reads_and_is_read_like_the_schema() => SchemaShapes.Pairs.Sample(
        (reader, writer) => AvroData.Parse(reader).ReadingFrom(AvroData.Parse(writer))
            .SequenceEqual(AvroData.Parse(reader).Normalized().ReadingFrom(AvroData.Parse(writer).Normalized())),
        iter: Samples / 4);

    [Fact]
    public void Full_is_backward_and_forward() => SchemaShapes.Pairs.Sample(
        (schema, previous) => IsCompatible(CompatibilityLevel.Full, schema, previous)
            == (IsCompatible(CompatibilityLevel.Backward, schema, previous) && IsCompatible(CompatibilityLevel.Forward, schema, previous)),
        iter: Samples);

    [Fact]
    public void Forward_is_backward_seen_from_the_other_side() => SchemaShapes.Pairs.Sample(
        (schema, previous) => IsCompatible(CompatibilityLevel.Forward, schema, previous)
            == IsCompatible(CompatibilityLevel.Backward, previous, schema),
        iter: Samples);

    [Fact]
    public void Transitive_is_plain_over_all_versions() => Gen.Select(SchemaShapes.Pairs, SchemaShapes.Texts).Sample(
        (pair, oldest) => Levels.All(level =>
            IsCompatible(level.Transitive, pair.Item2, pair.Item1, oldest)
                == (IsCompatible(level.Plain, pair.Item2, pair.Item1) && IsCompatible(level.Plain, pair.Item2, oldest))),
        iter: Samples / 4);

    [Fact]
    public void Generated_pairs_are_both_compatible_and_not()
    {
        var outcomes = new System.Collections.Concurrent.ConcurrentDictionary<bool, int>();
        SchemaShapes.Pairs.Sample(
            (schema, previous) =>
            {
                outcomes.AddOrUpdate(IsCompatible(CompatibilityLevel.Backward, schema, previous), 1, static (_, count) => count + 1);
            },
            iter: 2_000);

        Assert.All([true, false], outcome => Assert.InRange(outcomes.GetValueOrDefault(outcome), 200, 1_800));
    }

    private static readonly (CompatibilityLevel Plain, CompatibilityLevel Transitive)[] Levels =
    [
        (CompatibilityLevel.Backward, CompatibilityLevel.BackwardTransitive),
        (CompatibilityLevel.Forward, CompatibilityLevel.ForwardTransitive),
        (CompatibilityLevel.Full, CompatibilityLevel.FullTransitive),
    ];

    private static bool IsCompatible(CompatibilityLevel level, string schema, params string[] newestFirst)
    {
        var check = CompatibilityChecker.Check(
            AvroData.Parse(schema),
            null,
            newestFirst.Select((text, at) => new PreviousVersion(at + 1, AvroData.Parse(text))).ToAsyncEnumerable(),
            new CompatibilityTerms(level),
            CancellationToken.None);
        return check.AsTask().GetAwaiter().GetResult().IsCompatible;
    }
}
