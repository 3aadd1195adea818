namespace SchemaRegistry.Storage;

/// <summary>Whether what can be read would survive what acknowledged changes survive.</summary>
public interface IDurability
{
    /// <summary>
    /// Returns when all that could be read before this call is as durable as an acknowledged change. What a commit of unknown outcome
    /// left behind may be there to read and yet be lost with the primary.
    /// </summary>
    /// <exception cref="StoreUnavailableException">That cannot be told for now.</exception>
    Task Settle(CancellationToken cancellationToken);
}
