using CsCheck;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>Laws that hold for all schemas and pairs of schemas.</summary>
public sealed class PropertyTests
{
    private static readonly int Pairs = TestLength.Cases(10_000, 100_000);
    private static readonly int Singles = TestLength.Cases(3_000, 50_000);
    private static readonly Gen<string> Pieces =
        Gen.OneOf("", "{", "}", "[", "]", "\"", ",", ":", "1", "\\u", "true", "\"$ref\":\"#\"", "\u0000", "é");

    private static readonly Gen<string> Schemas = Gen.Frequency<string>((3, GenJsonSchema.Draft7), (1, GenJsonSchema.Any));

    [Fact]
    public void Printing_is_stable() => Schemas.Sample(
        text =>
        {
            var printed = Parsed.Stored(text).CanonicalText;
            return printed == Parsed.Stored(printed).CanonicalText;
        },
        iter: Singles);

    [Fact]
    public void Normalising_twice_is_normalising_once() => Schemas.Sample(
        text =>
        {
            var normalized = Parsed.Stored(text).Normalized();
            return normalized.CanonicalText == normalized.Normalized().CanonicalText;
        },
        iter: Singles);

    [Fact]
    public void Normalising_means_the_same() => Schemas.Sample(
        text =>
        {
            var schema = Parsed.Stored(text);
            return IsFree(schema.Normalized().ReadingFrom(schema)) && IsFree(schema.ReadingFrom(schema.Normalized()));
        },
        iter: Singles);

    [Fact]
    public void A_schema_reads_what_it_wrote() => Schemas.Sample(
        text =>
        {
            // The mark makes two texts of it, so that the comparison has to look.
            var marked = Parsed.Stored(text[..^1] + ",\"x-mark\":1}");
            return IsFree(marked.ReadingFrom(Parsed.Stored(text))) && IsFree(Parsed.Stored(text).ReadingFrom(marked));
        },
        iter: Singles);

    [Fact]
    public void Moving_a_schema_behind_a_reference_changes_nothing() => GenJsonSchema.Draft7.Sample(
        text =>
        {
            var moved = $"{{\"allOf\":[{{\"$ref\":\"inner\"}}]}}";
            var whole = Parsed.Stored($"{{\"allOf\":[{{\"$ref\":\"#/definitions/inner\"}}],\"definitions\":{{\"inner\":{text},{Definitions(text)}}}}}");
            var apart = Parsed.Stored(moved, Parsed.Reference("inner", text));
            return IsFree(whole.ReadingFrom(apart)) && IsFree(apart.ReadingFrom(whole));
        },
        iter: Singles);

    [Fact]
    public void Random_pairs_are_of_both_kinds()
    {
        // About a quarter are compatible; of fewer pairs it would now and then be less than a fifth, however short the run.
        const int Sample = 4_000;
        var compatible = 0;
        GenJsonSchema.Pairs.Sample(
            (original, update) =>
            {
                if (Parsed.IsCompatible(original, update))
                {
                    Interlocked.Increment(ref compatible);
                }
            },
            iter: Sample);

        Assert.InRange(compatible, Sample / 5, Sample * 4 / 5);
    }

    [Fact]
    public void Full_is_backward_and_forward() => GenJsonSchema.Pairs.Sample(
        (original, update) => Parsed.IsCompatible(original, update, CompatibilityLevel.Full)
            == (Parsed.IsCompatible(original, update, CompatibilityLevel.Backward) && Parsed.IsCompatible(original, update, CompatibilityLevel.Forward)),
        iter: Pairs);

    [Fact]
    public void Forward_is_backward_with_the_roles_changed() => GenJsonSchema.Pairs.Sample(
        (original, update) => Parsed.IsCompatible(original, update, CompatibilityLevel.Forward) == Parsed.IsCompatible(update, original),
        iter: Singles);

    [Fact]
    public void Lenient_accepts_what_strict_accepts() => GenJsonSchema.Pairs.Sample(
        (original, update) => !Parsed.IsCompatible(original, update)
            || Parsed.IsCompatible(original, update, policy: CompatibilityPolicy.Lenient),
        iter: Pairs);

    [Fact]
    public void Everything_can_be_read_as_anything() => Schemas.Sample(
        text => IsFree(Parsed.Stored("{}").ReadingFrom(Parsed.Stored(text))) && IsFree(Parsed.Stored(text).ReadingFrom(Parsed.Stored("false"))),
        iter: Singles);

    [Fact]
    public async Task Transitive_is_a_fold_over_all_versions() => await Gen.Select(Schemas, Schemas, Schemas).SampleAsync(
        async (first, second, update) =>
        {
            var terms = new CompatibilityTerms(CompatibilityLevel.BackwardTransitive);
            PreviousVersion[] versions = [new(2, Parsed.Stored(second)), new(1, Parsed.Stored(first))];
            var schema = Parsed.Stored(update);
            var report = await CompatibilityChecker.Check(schema, null, versions.ToAsyncEnumerable(), terms, CancellationToken.None);
            return report.IsCompatible == versions.All(version => CompatibilityChecker.Compare(schema, null, version, terms).IsCompatible);
        },
        iter: Singles);

    [Fact]
    public void Mutilated_texts_end_in_a_schema_or_an_error() => Gen.Select(Schemas, Gen.Int[0, 10_000].Array[1, 4], Pieces)
        .Sample(
            (text, places, piece) =>
            {
                foreach (var place in places)
                {
                    var at = place % text.Length;
                    text = text[..at] + piece + text[Math.Min(text.Length, at + (place % 3))..] + " ";
                }

                var strict = Parsed.Try(text);
                var stored = Parsed.Try(text, ParseOptions.ForStoredSchemas);
                stored.Schema?.ReadingFrom(Parsed.Stored("{\"type\":\"object\"}"));
                return (strict.Schema is null) != (strict.Error is null) && (strict.Schema is null || stored.Schema is not null);
            },
            iter: TestLength.Cases(10_000, 500_000));

    private static string Definitions(string text) => text[(text.LastIndexOf("\"definitions\":{", StringComparison.Ordinal) + 15)..^2];

    private static bool IsFree(IEnumerable<Finding> findings) => findings.All(finding => finding.Rule.Compatible);
}
