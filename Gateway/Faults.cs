using SchemaRegistry.Gateway.Weighing;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway;

/// <summary>What a fault of the cluster means to a caller, over REST and gRPC alike.</summary>
internal static class Faults
{
    /// <summary>Null for a fault that should not have happened.</summary>
    public static RegistryError? Explain(Exception fault) => fault switch
    {
        NoRoomException noRoom => noRoom.Error,
        OutOfMemoryException => RegistryErrors.Unavailable("There is not enough memory for now; try again. A change that was asked for may have been made"),
        RegistryUnavailableException unavailable => RegistryErrors.Unavailable(unavailable.Message),
        _ when IsLoss(fault) => RegistryErrors.Unavailable("The cluster cannot answer for now; try again. A change that was asked for may have been made"),
        _ => null,
    };

    public static FailureReason ReasonOf(Exception fault) => fault is NoRoomException or OutOfMemoryException ? FailureReason.Memory
        : fault is RegistryUnavailableException ? FailureReason.Store
        : IsLoss(fault) ? FailureReason.Cluster
        : FailureReason.Internal;

    /// <summary>Why an operation came to an error that its caller is not to blame for.</summary>
    public static FailureReason ReasonOf(RegistryError error) => NoRoom.Is(error) ? FailureReason.Memory : FailureReason.Contention;

    /// <summary>
    /// The silo, or the way to it, was lost; what a grain answers or throws by itself is none of these. The runtime cancels calls that nobody
    /// else has cancelled: one that waited too long for a place of its grain, and with it all that waited for the same.
    /// </summary>
    public static bool IsLoss(Exception fault) => fault is OrleansException or TimeoutException or OperationCanceledException;
}
