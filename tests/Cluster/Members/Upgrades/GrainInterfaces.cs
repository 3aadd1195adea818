using System.Reflection;
using System.Runtime.Loader;
using Orleans.CodeGeneration;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Cluster.Members.Upgrades;

/// <summary>The grain interfaces of both builds, and which calls have to be made between them.</summary>
internal sealed class GrainInterfaces
{
    private readonly Dictionary<string, Type> _previous;
    private readonly List<Type> _present = [.. In(typeof(ISubjectGrain).Assembly)];

    /// <param name="previousSilo">The previous build's assembly of the silo; the others lie beside it.</param>
    public GrainInterfaces(string previousSilo) =>
        _previous = In(new Folder(Path.GetDirectoryName(previousSilo)!).Load("SchemaRegistry.Grains.Abstractions")).ToDictionary(type => type.Name);

    /// <summary>
    /// Whether this build can call silos of the previous one. A silo never runs a call made by a newer version of its interface; where one was
    /// raised, silos have to go before the processes that only call them.
    /// </summary>
    public bool CanGoBack => _present.All(type => _previous.TryGetValue(type.Name, out var old) && VersionOf(old) == VersionOf(type));

    /// <summary>What both builds have is called from one at the other; what only this one has is called within it.</summary>
    public IEnumerable<GrainCall> ExpectedCalls => _present.SelectMany(type => MethodsOf(type).SelectMany(method => ExpectedOf(type, method)));

    private IEnumerable<GrainCall> ExpectedOf(Type type, string method)
    {
        var name = $"{type.Name}/{method}";
        if (!_previous.TryGetValue(type.Name, out var old) || !MethodsOf(old).Contains(method))
        {
            return [new GrainCall(name, Build.Present, Build.Present)];
        }

        var forth = new GrainCall(name, Build.Previous, Build.Present);
        return CanGoBack ? [forth, new GrainCall(name, Build.Present, Build.Previous)] : [forth];
    }

    private static IEnumerable<Type> In(Assembly abstractions) =>
        abstractions.GetExportedTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)));

    private static HashSet<string> MethodsOf(Type type) => [.. type.GetMethods().Select(method => method.Name)];

    private static ushort VersionOf(Type type) => type.GetCustomAttribute<VersionAttribute>()?.Version ?? 0;

    /// <summary>Another build of our assemblies beside those that run this; what is not ours is shared.</summary>
    private sealed class Folder(string path) : AssemblyLoadContext("previous")
    {
        public Assembly Load(string name) => LoadFromAssemblyPath(Path.Combine(path, name + ".dll"));

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name!.StartsWith("SchemaRegistry.", StringComparison.Ordinal) ? Load(assemblyName.Name) : null;
    }
}
