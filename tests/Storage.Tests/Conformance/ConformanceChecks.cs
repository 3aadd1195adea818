using System.Reflection;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>
/// What every store has to do, as functions: run as tests on each store, and on wrong stores to see that they fail. A check is a
/// public static method in the namespace <c>Checks</c>; its name says what holds.
/// </summary>
public static class ConformanceChecks
{
    private static readonly Dictionary<string, MethodInfo> ByName = typeof(ConformanceChecks).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(ConformanceChecks).Namespace + ".Checks")
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .ToDictionary(method => method.Name);

    public static TheoryData<string> Names => [.. ByName.Keys.Order(StringComparer.Ordinal)];

    public static Task Run(string name, StoreUnderTest tested) => (Task)ByName[name].Invoke(null, [tested])!;
}
