using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;

namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>The connections of a process. When the server has no more for us, those that there are go round.</summary>
internal sealed class ConnectionPool : IAsyncDisposable
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);
    private readonly PostgresEvents? _events;
    private readonly NpgsqlDataSource _source;
    private readonly ConnectionGate _gate;
    private readonly TimeSpan _patience;

    public ConnectionPool(PostgresStoreOptions options, PostgresEvents? events)
    {
        _events = events;
        _source = PostgresConnections.Open(options);
        _gate = new ConnectionGate(options.MaxConnections, TimeProvider.System);
        _patience = TimeSpan.FromSeconds(new NpgsqlConnectionStringBuilder(_source.ConnectionString).Timeout);
    }

    /// <summary>Waits for a connection as long as connecting may take.</summary>
    /// <exception cref="StoreUnavailableException">There is none to be had.</exception>
    public async Task<PooledConnection> Take(ConnectionUse use, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (true)
        {
            await Enter(use, startedAt, cancellationToken);
            try
            {
                return new PooledConnection(await _source.OpenConnectionAsync(cancellationToken), _gate, use);
            }
            catch (PostgresException fault) when (PostgresFaults.IsNoConnectionLeft(fault) && Left(startedAt) > AskAgain)
            {
                var hasSome = _gate.Refuse(use);
                _events?.Refused(_gate.Allowed, fault.MessageText);
                if (!hasSome)
                {
                    await Task.Delay(AskAgain, cancellationToken);
                }
            }
            catch (Exception fault)
            {
                _gate.Leave(use);
                if (fault is NpgsqlException or TimeoutException or SocketException or IOException)
                {
                    throw PostgresFaults.Unavailable(fault);
                }

                throw;
            }
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async ValueTask Enter(ConnectionUse use, long startedAt, CancellationToken cancellationToken)
    {
        try
        {
            await _gate.Enter(use, Left(startedAt), cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new StoreUnavailableException($"PostgreSQL: none of {_gate.Allowed} connections was free within {_patience.TotalSeconds} s");
        }
    }

    private TimeSpan Left(long startedAt)
    {
        var left = _patience - Stopwatch.GetElapsedTime(startedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
