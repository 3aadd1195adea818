using System.Collections.Immutable;
using System.Globalization;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// Whether a reader can read all that a writer may have written (reference 11.3), with every reason why not. A pair of
/// types is compared once; while it is being compared it counts as compatible. A pair met again repeats its findings with
/// the paths of the first time, as Avro Java does.
/// </summary>
internal sealed partial class AvroComparison
{
    /// <summary>Most findings when a pair is met again: nested types of which each uses the next twice double them at every level.</summary>
    private const int MostRepeated = 1000;

    private static readonly Finding[] Nothing = [];

    private readonly Dictionary<(AvroType Reader, AvroType Writer), Finding[]> _compared = [];
    private readonly List<Finding> _found = [];
    private readonly ComparisonBudget _budget;
    private readonly AvroReadability _readability;

    private AvroComparison(int budget)
    {
        _budget = new ComparisonBudget(budget);
        _readability = new AvroReadability(_budget);
    }

    public static ImmutableArray<Finding> Compare(AvroType reader, AvroType writer, int budget)
    {
        var comparison = new AvroComparison(budget);
        comparison.Visit(reader, writer, TypePath.Root);
        return comparison._budget.ExhaustedAt is { } path
            ? [new Finding(CommonRules.TooComplex, path.ToString(), budget.ToString(CultureInfo.InvariantCulture))]
            : [.. comparison._found];
    }

    private void Visit(AvroType reader, AvroType writer, TypePath path)
    {
        if (!_budget.Spend(1, path))
        {
            return;
        }

        if (reader.Kind.IsPrimitive() && writer.Kind.IsPrimitive())
        {
            if (!AvroReadability.CanReadPrimitive(reader.Kind, writer.Kind))
            {
                ReportTypes(reader, writer, path);
            }

            return;
        }

        if (_compared.TryGetValue((reader, writer), out var known))
        {
            Repeat(known, path);
            return;
        }

        if (!_budget.Enter(path))
        {
            return;
        }

        var before = _found.Count;
        var mark = _readability.Assume(reader, writer);
        _compared[(reader, writer)] = Nothing;
        CompareTypes(reader, writer, path);
        _readability.Conclude(reader, writer, mark, _found.Count == before);
        _budget.Leave();
        if (_found.Count > before && _budget.Spend(_found.Count - before, path))
        {
            _compared[(reader, writer)] = [.. _found[before..]];
        }
    }

    // At least one finding is repeated, since a pair without findings counts as compatible.
    private void Repeat(Finding[] known, TypePath path)
    {
        var repeated = Math.Min(known.Length, Math.Max(1, MostRepeated - _found.Count));
        foreach (var finding in known.AsSpan(0, repeated))
        {
            Add(finding, path);
        }
    }

    private void CompareTypes(AvroType reader, AvroType writer, TypePath path)
    {
        switch (reader, writer)
        {
            case (UnionType union, UnionType several):
                CompareBranches(union, several, path);
                break;
            case (_, UnionType several):
                VisitBranches(reader, several, path);
                break;
            case (UnionType union, _):
                CompareWithBranches(union, writer, path);
                break;
            case (RecordType into, RecordType from):
                CompareNames(into, from, path);
                CompareFields(into, from, path.To("fields"));
                break;
            case (EnumType into, EnumType from):
                CompareNames(into, from, path);
                CompareSymbols(into, from, path);
                break;
            case (FixedType into, FixedType from):
                CompareNames(into, from, path);
                CompareSizes(into, from, path);
                break;
            case (CollectionType into, CollectionType from) when into.Kind == from.Kind:
                Visit(into.Items, from.Items, path.To(into.Kind == AvroKind.Array ? "items" : "values"));
                break;
            default:
                ReportTypes(reader, writer, path);
                break;
        }
    }

    // Findings inside a branch are not reported: the branch as a whole counts as missing.
    private void CompareBranches(UnionType reader, UnionType writer, TypePath path)
    {
        for (var index = 0; index < writer.Branches.Length; index++)
        {
            CompareWithBranches(reader, writer.Branches[index], path.To(index));
        }
    }

    private void CompareWithBranches(UnionType reader, AvroType writer, TypePath path)
    {
        if (!_readability.CanReadByABranch(reader, writer, path))
        {
            Report(AvroRules.MissingUnionBranch, path, $"reader union lacking writer type: {writer.Kind.Shown()}");
        }
    }

    private void VisitBranches(AvroType reader, UnionType writer, TypePath path)
    {
        for (var index = 0; index < writer.Branches.Length; index++)
        {
            Visit(reader, writer.Branches[index], path.To(index));
        }
    }

    private void ReportTypes(AvroType reader, AvroType writer, TypePath path) => Report(
        AvroRules.TypeMismatch, path, $"reader type: {reader.Kind.Shown()} not compatible with writer type: {writer.Kind.Shown()}");

    private void Report(FindingRule rule, TypePath path, string info) => Add(new Finding(rule, path.ToString(), info), path);

    // Findings cost by their length, which bounds the memory they take.
    private void Add(Finding finding, TypePath path)
    {
        if (_budget.Spend(4 + ((finding.Path.Length + finding.Info.Length) / 4), path))
        {
            _found.Add(finding);
        }
    }
}
