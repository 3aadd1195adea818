namespace SchemaRegistry.Storage.Changes;

/// <summary>Gives numbers to changes. Disposing of it lets another one lead at once.</summary>
public interface IChangeSequencer : IAsyncDisposable
{
    /// <summary>Whether this one leads, now or already before.</summary>
    Task<bool> TryLead(CancellationToken cancellationToken);

    /// <summary>Numbers what it can see, up to about <paramref name="limit"/> changes, and tells every listener once.</summary>
    Task<NumberedBatch> Number(int limit, CancellationToken cancellationToken);
}
