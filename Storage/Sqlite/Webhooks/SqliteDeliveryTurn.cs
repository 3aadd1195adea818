using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Storage.Sqlite.Webhooks;

/// <summary>There is one process, so this only keeps to the contract: one has it at a time.</summary>
internal sealed class SqliteDeliveryTurn(SemaphoreSlim turn) : IDeliveryTurn
{
    private bool _taken;

    public async Task<bool> TryTake(CancellationToken cancellationToken) =>
        _taken = _taken || await turn.WaitAsync(TimeSpan.Zero, cancellationToken);

    public Task Confirm(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        if (_taken)
        {
            _taken = false;
            turn.Release();
        }

        return default;
    }
}
