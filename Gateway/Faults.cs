using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway;

/// <summary>What a fault of the cluster means to a caller, over REST and gRPC alike.</summary>
internal static class Faults
{
    /// <summary>Null for a fault that should not have happened.</summary>
    public static RegistryError? Explain(Exception fault) => fault switch
    {
        RegistryUnavailableException unavailable => RegistryErrors.Unavailable(unavailable.Message),
        OrleansException or TimeoutException => RegistryErrors.Unavailable("The cluster cannot answer for now; try again"),
        _ => null,
    };
}
