using CsCheck;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>What holds for any two versions of a schema.</summary>
public sealed class PairTests
{
    private static readonly int Pairs = TestLength.Cases(10_000);
    private static readonly int Fewer = TestLength.Cases(1_500);

    private static readonly Dictionary<string, string> Opposites = new()
    {
        ["MESSAGE_ADDED"] = "MESSAGE_REMOVED",
        ["ENUM_ADDED"] = "ENUM_REMOVED",
        ["ONEOF_ADDED"] = "ONEOF_REMOVED",
        ["FIELD_KIND_CHANGED"] = "FIELD_KIND_CHANGED",
        ["FIELD_NAME_CHANGED"] = "FIELD_NAME_CHANGED",
        ["MESSAGE_MOVED"] = "MESSAGE_MOVED",
    };

    [Fact]
    public void Full_is_backward_and_forward() =>
        GeneratedPair.Pairs.Sample(
            pair =>
            {
                var (original, update) = (pair.ParseOriginal(), pair.ParseUpdate());
                var both = IsCompatible(original, update, CompatibilityLevel.Backward) && IsCompatible(original, update, CompatibilityLevel.Forward);
                return both == IsCompatible(original, update, CompatibilityLevel.Full);
            },
            iter: Pairs);

    [Fact]
    public void A_schema_reads_itself_without_difference() =>
        GeneratedPair.Pairs.Sample(pair => pair.ParseUpdate().ReadingFrom(pair.ParseUpdate()).IsEmpty, iter: Pairs);

    [Fact]
    public void What_is_added_one_way_is_removed_the_other() =>
        GeneratedPair.Pairs.Sample(
            pair =>
            {
                var (original, update) = (pair.ParseOriginal(), pair.ParseUpdate());
                return Counts(original, update, Opposites.Keys).SequenceEqual(Counts(update, original, Opposites.Values));
            },
            iter: Fewer);

    [Fact]
    public void The_normal_forms_differ_as_the_schemas_do() =>
        GeneratedPair.Pairs.Sample(
            pair =>
            {
                var (original, update) = (pair.ParseOriginal(), pair.ParseUpdate());
                return Proto.Changes(original, update).SequenceEqual(Proto.Changes(original.Normalized(), update.Normalized()));
            },
            iter: Fewer);

    [Fact]
    public void A_verdict_is_the_same_every_time() =>
        GeneratedPair.Pairs.Sample(
            pair => Proto.Changes(pair.ParseOriginal(), pair.ParseUpdate()).SequenceEqual(Proto.Changes(pair.ParseOriginal(), pair.ParseUpdate())),
            iter: Fewer);

    private static bool IsCompatible(ParsedSchema original, ParsedSchema update, CompatibilityLevel level) =>
        CompatibilityChecker.Compare(update, null, new PreviousVersion(1, original), new CompatibilityTerms(level)).IsCompatible;

    private static IEnumerable<int> Counts(ParsedSchema original, ParsedSchema update, IEnumerable<string> rules)
    {
        var findings = update.ReadingFrom(original);
        return rules.Select(rule => findings.Count(finding => finding.Rule.Id == rule));
    }
}
