using Xunit.v3;

namespace SchemaRegistry.Running;

/// <summary>Needs a program that a bare machine does not have: <c>./test fast</c>, which installs nothing, leaves it out.</summary>
/// <param name="program">The program, by the name of its project.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RequiresAttribute(string program) : Attribute, ITraitAttribute
{
    public string Program => program;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Needs", program)];
}
