using System.Collections.Immutable;
using System.Globalization;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// Whether a reader copes with all that a writer may have written (reference 11.3), with every reason why not. A pair of
/// types is compared once; while it is being compared it counts as compatible. A pair met again repeats its findings with
/// the paths of the first time, as Avro Java does.
/// </summary>
internal sealed partial class AvroComparison
{
    /// <summary>Deepest chain of types compared, far above what a text can nest.</summary>
    private const int MaxDepth = 1500;

    /// <summary>Findings are repeated up to this many: towers of types would repeat them without end.</summary>
    private const int MostRepeated = 1000;

    private static readonly Finding[] Nothing = [];

    private readonly Dictionary<(AvroType Reader, AvroType Writer), Finding[]> _compared = [];
    private readonly List<Finding> _found = [];
    private readonly int _givenBudget;
    private int _budget;
    private int _depth;
    private string? _givenUpAt;

    public AvroComparison(int budget) => (_givenBudget, _budget) = (budget, budget);

    public ImmutableArray<Finding> Compare(AvroType reader, AvroType writer)
    {
        Visit(reader, writer, TypePath.Root);
        return _givenUpAt is null
            ? [.. _found]
            : [new Finding(CommonRules.TooComplex, _givenUpAt, _givenBudget.ToString(CultureInfo.InvariantCulture))];
    }

    private void Visit(AvroType reader, AvroType writer, TypePath path)
    {
        if (!Spend(1, path))
        {
            return;
        }

        if (reader.Kind.IsPrimitive() && writer.Kind.IsPrimitive())
        {
            ComparePrimitives(reader, writer, path);
            return;
        }

        if (_compared.TryGetValue((reader, writer), out var known))
        {
            Repeat(known, path);
            return;
        }

        var before = _found.Count;
        _compared[(reader, writer)] = Nothing;
        _depth++;
        CompareTypes(reader, writer, path);
        _depth--;
        if (_found.Count > before && Spend(_found.Count - before, path))
        {
            _compared[(reader, writer)] = [.. _found[before..]];
        }
    }

    // At least one finding is repeated always, since it makes the pair incompatible.
    private void Repeat(Finding[] known, TypePath path)
    {
        var repeated = Math.Min(known.Length, Math.Max(1, MostRepeated - _found.Count));
        if (Spend(repeated, path))
        {
            _found.AddRange(known.AsSpan(0, repeated));
        }
    }

    private void CompareTypes(AvroType reader, AvroType writer, TypePath path)
    {
        switch (reader, writer)
        {
            case (UnionType, UnionType several):
                CompareBranches(reader, several, path);
                break;
            case (_, UnionType several):
                VisitBranches(reader, several, path);
                break;
            case (UnionType union, _):
                if (!IsReadByABranch(union, writer))
                {
                    Report(AvroRules.MissingUnionBranch, path, $"reader union lacking writer type: {writer.Kind.Shown()}");
                }

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

    // Findings inside a branch are not shown; the branch as a whole is missing.
    private void CompareBranches(AvroType reader, UnionType writer, TypePath path)
    {
        for (var index = 0; index < writer.Branches.Length; index++)
        {
            var branch = writer.Branches[index];
            if (!CanRead(reader, branch))
            {
                Report(AvroRules.MissingUnionBranch, path.To(index), $"reader union lacking writer type: {branch.Kind.Shown()}");
            }
        }
    }

    private void VisitBranches(AvroType reader, UnionType writer, TypePath path)
    {
        for (var index = 0; index < writer.Branches.Length; index++)
        {
            Visit(reader, writer.Branches[index], path.To(index));
        }
    }

    private bool IsReadByABranch(UnionType reader, AvroType writer)
    {
        foreach (var branch in reader.Branches)
        {
            if (CanRead(branch, writer))
            {
                return true;
            }
        }

        return false;
    }

    private bool CanRead(AvroType reader, AvroType writer)
    {
        var before = _found.Count;
        Visit(reader, writer, TypePath.Root);
        var canRead = _found.Count == before;
        _found.RemoveRange(before, _found.Count - before);
        return canRead;
    }

    private void ReportTypes(AvroType reader, AvroType writer, TypePath path) => Report(
        AvroRules.TypeMismatch, path, $"reader type: {reader.Kind.Shown()} not compatible with writer type: {writer.Kind.Shown()}");

    // Findings cost by their length, which bounds the memory they take.
    private void Report(FindingRule rule, TypePath path, string info)
    {
        var finding = new Finding(rule, path.ToString(), info);
        if (Spend(4 + ((finding.Path.Length + info.Length) / 4), path))
        {
            _found.Add(finding);
        }
    }

    private bool Spend(int steps, TypePath path)
    {
        _budget -= steps;
        if (_budget >= 0 && _depth <= MaxDepth)
        {
            return true;
        }

        _budget = -1;
        _givenUpAt ??= path.ToString();
        return false;
    }
}
