using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Health;

/// <summary>What callers are told whom this process does not take.</summary>
internal static class AdmissionErrors
{
    private static readonly RegistryError Starting = RegistryErrors.Unavailable("This process is starting; try again");
    private static readonly RegistryError Stopping = RegistryErrors.Unavailable("This process is stopping; try again");

    /// <summary>Null when requests are taken.</summary>
    public static RegistryError? Refusal(this Admission admission) => admission.Stage switch
    {
        AdmissionStage.Starting => Starting,
        AdmissionStage.Closed => Stopping,
        _ => null,
    };
}
