using SchemaRegistry.Schemas.Json.Model;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>What it means that two nodes are of different kinds (reference 11.4.2, step 5).</summary>
internal static class KindComparison
{
    public static Outcome Compare(SchemaNode original, SchemaNode update)
    {
        var isHarmless = original is FalseNode
            || update is EmptyNode
            || original.Annotations.IsConnectBytes && update.Annotations.IsConnectBytes;
        return isHarmless ? Outcome.Equal : Outcome.TypeChanged;
    }
}
