using System.Net.Sockets;
using Npgsql;
using Polly;
using Polly.Retry;
using SchemaRegistry.Storage.Postgres.GroupCommit;

namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>Runs commands on pooled connections, and turns what goes wrong into the faults of the contract.</summary>
internal sealed class PostgresDatabase(PostgresStoreOptions options) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = PostgresConnections.Open(options);

    private readonly ResiliencePipeline _readRetries = new ResiliencePipelineBuilder()
        .AddRetry(Again(1, new PredicateBuilder().Handle<NpgsqlException>(PostgresFaults.IsBrokenConnection)))
        .Build();

    private readonly ResiliencePipeline _commitRetries = new ResiliencePipelineBuilder()
        .AddRetry(Again(1, new PredicateBuilder().Handle<PostgresException>(PostgresFaults.IsLockTimeout)))
        .AddRetry(Again(4, new PredicateBuilder().Handle<PostgresException>(PostgresFaults.IsConflict)))
        .Build();

    /// <summary>
    /// Reads what a command answers, whole; the connection is back in the pool when this returns. A connection that turns out
    /// to be dead is replaced once.
    /// </summary>
    public async Task<T> Read<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _readRetries.ExecuteAsync(async token => await Run(command, read, token, token), cancellationToken);
        }
        catch (NpgsqlException fault)
        {
            throw PostgresFaults.OfRead(fault);
        }
    }

    /// <summary>
    /// Runs a command that is one change. Once it is on its way only the command's time-out ends it, not the caller. A deadlock
    /// is tried again a few times and a lock not granted in time once; nothing was changed by then.
    /// </summary>
    public async Task<T> Commit<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _commitRetries.ExecuteAsync(
                async token => await Run(command, read, token, CancellationToken.None), cancellationToken);
        }
        catch (NpgsqlException fault) when (fault.SqlState != PostgresFaults.Refused)
        {
            throw PostgresFaults.OfCommit(fault);
        }
    }

    /// <summary>Runs statements in one transaction and one round trip, and reads the answer of each. Nothing is tried again.</summary>
    /// <param name="first">Sent before them, if given; answers with a row.</param>
    /// <param name="statements">Told nothing of how it went.</param>
    public async Task RunTogether(string? first, IReadOnlyList<IStatement> statements)
    {
        await using var connection = await Connect(CancellationToken.None);
        await using var batch = new NpgsqlBatch(connection);
        if (first is not null)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(first));
        }

        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement.ToBatchCommand());
        }

        await using var rows = await batch.ExecuteReaderAsync(CancellationToken.None);
        if (first is not null)
        {
            await rows.NextResultAsync(CancellationToken.None);
        }

        foreach (var statement in statements)
        {
            await statement.Read(rows);
            await rows.NextResultAsync(CancellationToken.None);
        }

        // As for a single one: only the end of the answer says that they are committed.
        while (await rows.NextResultAsync(CancellationToken.None))
        {
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async ValueTask<T> Run<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, Task<T>> read, CancellationToken connecting, CancellationToken running)
    {
        await using var connection = await Connect(connecting);
        command.Connection = connection;
        await using var reader = await command.ExecuteReaderAsync(running);
        var result = await read(reader);

        // The transaction ends after the last row: only when the end of the answer is read it is known to be committed.
        while (await reader.NextResultAsync(running))
        {
        }

        return result;
    }

    private async Task<NpgsqlConnection> Connect(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or SocketException or IOException)
        {
            throw PostgresFaults.Unavailable(fault);
        }
    }

    private static RetryStrategyOptions Again(int attempts, PredicateBuilder<object> when) => new()
    {
        ShouldHandle = when,
        MaxRetryAttempts = attempts,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(5),
        UseJitter = true,
    };
}
