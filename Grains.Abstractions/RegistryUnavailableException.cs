
namespace SchemaRegistry.Grains.Abstractions;

/// <summary>
/// The registry cannot answer for now: its store is away. Nothing was changed, unless the message says that it may have been; try again
/// later.
/// </summary>
[GenerateSerializer, Alias("sr.unavailable")]
public sealed class RegistryUnavailableException : Exception
{
    public RegistryUnavailableException(string message)
        : base(message)
    {
    }

    public RegistryUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public RegistryUnavailableException()
    {
    }
}
