namespace SchemaRegistry.Storage.Webhooks;

/// <summary>The right to deliver, which one process at a time has. Disposing of it lets another one have it at once.</summary>
public interface IDeliveryTurn : IAsyncDisposable
{
    /// <summary>Whether this one has it, now or already before.</summary>
    Task<bool> TryTake(CancellationToken cancellationToken);

    /// <summary>Makes sure that it is still this one's.</summary>
    /// <exception cref="StoreUnavailableException">It may be another one's.</exception>
    Task Confirm(CancellationToken cancellationToken);
}
