using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Cluster.Members.Upgrades;

/// <summary>The grain interfaces of both builds, and which calls have to be made between them.</summary>
/// <param name="previousSilo">The previous build's assembly of the silo; the others lie beside it.</param>
internal sealed class GrainInterfaces(string previousSilo)
{
    private readonly List<GrainInterface> _present = [.. GrainInterface.In(typeof(ISubjectGrain).Assembly.Location)];

    private readonly Dictionary<string, GrainInterface> _previous = GrainInterface
        .In(Path.Combine(Path.GetDirectoryName(previousSilo)!, Path.GetFileName(typeof(ISubjectGrain).Assembly.Location))).ToDictionary(type => type.Name);

    /// <summary>
    /// Whether this build can call silos of the previous one. A silo never runs a call made by a newer version of its interface; where one was
    /// raised, silos have to go before the processes that only call them.
    /// </summary>
    public bool CanGoBack => _present.All(type => _previous.TryGetValue(type.Name, out var old) && old.Version == type.Version);

    /// <summary>What both builds have is called from one at the other; what only this one has is called within it.</summary>
    public IEnumerable<GrainCall> ExpectedCalls => _present.SelectMany(type => type.Methods.SelectMany(method => ExpectedOf(type.Name, method)));

    private IEnumerable<GrainCall> ExpectedOf(string type, string method)
    {
        var name = $"{type}/{method}";
        if (!_previous.TryGetValue(type, out var old) || !old.Methods.Contains(method))
        {
            return [new GrainCall(name, Build.Present, Build.Present)];
        }

        var forth = new GrainCall(name, Build.Previous, Build.Present);
        return CanGoBack ? [forth, new GrainCall(name, Build.Present, Build.Previous)] : [forth];
    }
}
