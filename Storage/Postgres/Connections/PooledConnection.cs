using Npgsql;

namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>A connection of the pool, until it is disposed of.</summary>
internal sealed class PooledConnection : IAsyncDisposable
{
    private readonly ConnectionGate _gate;
    private readonly ConnectionUse _use;

    public PooledConnection(NpgsqlConnection connection, ConnectionGate gate, ConnectionUse use)
    {
        (Connection, _gate, _use) = (connection, gate, use);
        if (use != ConnectionUse.Read)
        {
            connection.Notice += (_, told) => MissesStandby |= PostgresFaults.IsOfMissingStandby(told.Notice);
        }
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>Whether the server has said of a commit that it stopped waiting for a standby to have it.</summary>
    public bool MissesStandby { get; private set; }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Connection.DisposeAsync();
        }
        finally
        {
            _gate.Leave(_use);
        }
    }
}
