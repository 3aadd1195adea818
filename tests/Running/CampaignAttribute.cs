using Xunit.v3;

namespace SchemaRegistry.Running;

/// <summary>Measures for long, or tests a tool of the tests themselves: <c>./test</c> leaves it out, but for <c>--long</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class CampaignAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Length", "Campaign")];
}
