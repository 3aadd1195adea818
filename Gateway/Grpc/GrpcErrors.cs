using SchemaRegistry.Gateway.Weighing;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Grpc;

/// <summary>What is wrong with a call before any grain is asked, and what every fault comes to.</summary>
internal static class GrpcErrors
{
    public static readonly RegistryError Internal = new(500, "Internal error");

    public static readonly RegistryError Stopping =
        RegistryErrors.Unavailable("This process is stopping; everything asked so far is answered, open the stream again");

    public static readonly RegistryError MessageTooSlow = RegistryErrors.Unavailable(ComingBody.TooSlow);

    public static RegistryError Invalid(string message) => new(400, message);

    public static RegistryError Missing(string field) => new(422, $"{field} must not be absent");

    public static RegistryError TooLarge(int limit) => new(413, $"The answer is larger than {limit} bytes; ask for less at once");

    public static RegistryError MessageTooLarge(int limit) => new(413, $"The message is larger than {limit} bytes");

    /// <summary>What a fault means to the caller; <see cref="Internal"/> when it should not have happened.</summary>
    public static RegistryError Of(Exception fault) => Faults.Explain(fault) ?? Internal;
}
