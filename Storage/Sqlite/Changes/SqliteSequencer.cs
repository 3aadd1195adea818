using SchemaRegistry.Storage.Changes;

namespace SchemaRegistry.Storage.Sqlite.Changes;

/// <summary>There is nothing to number here (migration 0020), so this only keeps to the contract: one leads at a time.</summary>
internal sealed class SqliteSequencer(SemaphoreSlim turn) : IChangeSequencer
{
    private bool _leads;

    public async Task<bool> TryLead(CancellationToken cancellationToken) =>
        _leads = _leads || await turn.WaitAsync(TimeSpan.Zero, cancellationToken);

    public Task<NumberedBatch> Number(int limit, CancellationToken cancellationToken) => Task.FromResult(NumberedBatch.Nothing);

    public ValueTask DisposeAsync()
    {
        if (_leads)
        {
            _leads = false;
            turn.Release();
        }

        return default;
    }
}
