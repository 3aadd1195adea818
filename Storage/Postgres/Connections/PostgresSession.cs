using System.Net.Sockets;
using Npgsql;

namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>
/// A connection outside the pool. When it is disposed of it ends on the server too, and with it the locks it holds; so it does
/// within seconds when this machine is gone.
/// </summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    /// <summary>
    /// A process that is frozen keeps its connection; after this the server ends it, with the locks it holds. Known since
    /// PostgreSQL 14.
    /// </summary>
    public const string EndWhenFrozen =
        "SELECT set_config('idle_session_timeout', '5000', false) WHERE current_setting('server_version_num')::integer >= 140000";

    private readonly NpgsqlDataSource _source;
    private Task _commit = Task.CompletedTask;
    private bool _missesStandby;

    private PostgresSession(NpgsqlDataSource source, NpgsqlConnection connection)
    {
        (_source, Connection) = (source, connection);
        connection.Notice += (_, told) => _missesStandby |= PostgresFaults.IsOfMissingStandby(told.Notice);
    }

    public NpgsqlConnection Connection { get; }

    /// <exception cref="StoreUnavailableException">There is no connection to be had.</exception>
    public static async Task<PostgresSession> Open(PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        var source = PostgresConnections.OpenSession(options);
        try
        {
            return new PostgresSession(source, await source.OpenConnectionAsync(cancellationToken));
        }
        catch (Exception fault)
        {
            await source.DisposeAsync();
            if (fault is NpgsqlException or TimeoutException or SocketException or IOException)
            {
                throw PostgresFaults.Unavailable(fault);
            }

            throw;
        }
    }

    /// <summary>
    /// Runs a command that is a change and reads its first row. It is not cancelled: who waits no longer leaves it to the server,
    /// and the session is of no more use.
    /// </summary>
    public async Task<T> Commit<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        command.CommandTimeout = 0;
        var commit = Run(command, read, CancellationToken.None);
        _commit = commit.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
        var result = await commit.WaitAsync(cancellationToken);
        return _missesStandby ? throw PostgresFaults.MissingStandby() : result;
    }

    /// <summary>Runs a command and reads its first row.</summary>
    public async Task<T> Run<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            await using (command)
            {
                command.Connection = Connection;
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                await row.ReadAsync(cancellationToken);
                var result = read(row);

                // Only at the end of the answer it is known to be committed.
                while (await row.NextResultAsync(cancellationToken))
                {
                }

                return result;
            }
        }
        catch (NpgsqlException fault)
        {
            throw PostgresFaults.OfRead(fault);
        }
    }

    /// <summary>Runs a command that answers nothing.</summary>
    public async Task Execute(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        try
        {
            await using (command)
            {
                command.Connection = Connection;
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        catch (NpgsqlException fault)
        {
            throw PostgresFaults.OfRead(fault);
        }
    }

    /// <summary>Whether a notification came within that time.</summary>
    public async Task<bool> Wait(TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            return await Connection.WaitAsync(time, cancellationToken);
        }
        catch (NpgsqlException fault)
        {
            throw PostgresFaults.Unavailable(fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_commit.IsCompleted)
        {
            await End();
        }
        else
        {
            // The driver cannot end a connection that it waits on.
            _ = _commit.ContinueWith(_ => End(), TaskScheduler.Default);
        }
    }

    private async Task End()
    {
        await Connection.DisposeAsync();
        await _source.DisposeAsync();
    }
}
