using System.Collections;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Json;

/// <summary>What can happen to one bound, such as <c>maxLength</c>.</summary>
public sealed record JsonSchemaBoundRules(FindingRule Added, FindingRule Removed, FindingRule Increased, FindingRule Decreased)
    : IEnumerable<FindingRule>
{
    public IEnumerator<FindingRule> GetEnumerator()
    {
        yield return Added;
        yield return Removed;
        yield return Increased;
        yield return Decreased;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
