namespace SchemaRegistry.Cluster.Members.Upgrades;

/// <summary>That a process of one build called a grain method, and a silo of that or another build ran it.</summary>
/// <param name="Method">Interface and method, with a slash between.</param>
internal sealed record GrainCall(string Method, Build Caller, Build Callee);

internal enum Build
{
    Previous,
    Present,
}
