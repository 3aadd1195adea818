using System.Collections;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Json;

/// <summary>What can happen to one keyword for the rest of an object or array, such as <c>additionalProperties</c>.</summary>
public sealed record JsonSchemaRestRules(FindingRule Added, FindingRule Removed, FindingRule Extended, FindingRule Narrowed)
    : IEnumerable<FindingRule>
{
    public IEnumerator<FindingRule> GetEnumerator()
    {
        yield return Added;
        yield return Removed;
        yield return Extended;
        yield return Narrowed;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
