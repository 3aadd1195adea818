using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>
/// The one door to the registry. Whatever protocol a request came by, it goes through here as a value, so that what holds for
/// all of them (who may do it, where it is done, who is told) is one class that wraps another.
/// </summary>
internal interface IRegistry
{
    /// <summary>Carries out an operation.</summary>
    Task<Outcome<T>> Ask<T>(Operation<T> operation, CancellationToken cancellationToken);

    /// <summary>Carries out one whose answer is a stream, as fast as it is read.</summary>
    IAsyncEnumerable<T> List<T>(Listing<T> listing, CancellationToken cancellationToken);

    /// <summary>
    /// Whether an answer that lies in memory may be given at once. Decided without I/O and with next to no allocation, since it
    /// stands before the fastest answers; false sends the request the long way, which tells why.
    /// </summary>
    bool Admits(in Glance glance);
}
