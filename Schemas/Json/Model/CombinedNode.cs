using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Model;

internal enum CombinedCriterion
{
    AllOf,
    AnyOf,
    OneOf,
}

/// <summary>Several schemas under one criterion; combined branches come first.</summary>
internal sealed class CombinedNode : SchemaNode
{
    public CombinedNode(CombinedCriterion criterion, IReadOnlyList<SchemaNode> branches)
    {
        Criterion = criterion;
        Branches = [.. branches.Where(branch => branch is CombinedNode), .. branches.Where(branch => branch is not CombinedNode)];
        Distinct = WithoutDuplicates(Branches);
    }

    public CombinedCriterion Criterion { get; }

    public SchemaNode[] Branches { get; }

    /// <summary>The branches, those of equal text once.</summary>
    public SchemaNode[] Distinct { get; }

    public bool IsSingle => Branches.Length == 1;

    /// <summary>The keyword, as paths show it.</summary>
    public string Keyword => Criterion switch
    {
        CombinedCriterion.AllOf => "allOf",
        CombinedCriterion.AnyOf => "anyOf",
        _ => "oneOf",
    };

    private static SchemaNode[] WithoutDuplicates(SchemaNode[] branches)
    {
        var seen = new HashSet<JsonTree>(JsonEquality.Instance);
        return Array.FindAll(branches, branch => branch.Source is null || seen.Add(branch.Source));
    }
}
