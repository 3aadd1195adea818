using Npgsql;
using Polly;
using Polly.Retry;
using SchemaRegistry.Storage.Postgres.GroupCommit;

namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>Runs commands on pooled connections, and turns what goes wrong into the faults of the contract.</summary>
internal sealed class PostgresDatabase(PostgresStoreOptions options, PostgresEvents? events) : IAsyncDisposable
{
    private readonly ConnectionPool _pool = new(options, events);
    private readonly TimeSpan _patience = options.CommitPatience;

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
            return await _readRetries.ExecuteAsync(
                async token =>
                {
                    await using var pooled = await _pool.Take(ConnectionUse.Read, token);
                    return await Run(command, pooled.Connection, read, token);
                },
                cancellationToken);
        }
        catch (NpgsqlException fault)
        {
            throw PostgresFaults.OfRead(fault);
        }
    }

    /// <summary>
    /// Runs a command that is one change. Once it is on its way nothing ends it but the server. A deadlock is tried again a few times
    /// and a lock not granted in time once; nothing was changed by then.
    /// </summary>
    /// <param name="make">Makes the command, anew for each time it is sent.</param>
    /// <param name="read">Reads its answer.</param>
    /// <param name="cancellationToken">Counts until it is sent.</param>
    /// <exception cref="CommitOutcomeUnknownException">The connection was lost, no standby has it, or it has not returned in time.</exception>
    public async Task<T> Commit<T>(
        Func<NpgsqlCommand> make, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _commitRetries.ExecuteAsync(
                async token =>
                {
                    var pooled = await _pool.Take(ConnectionUse.Lone, token);
                    return await InTime(CommitOn(pooled, make, read));
                },
                cancellationToken);
        }
        catch (NpgsqlException fault) when (fault.SqlState != PostgresFaults.Refused)
        {
            throw PostgresFaults.OfCommit(fault);
        }
    }

    /// <summary>Runs statements in one transaction and one round trip, and reads the answer of each. Nothing is tried again.</summary>
    /// <param name="statements">Told nothing of how it went.</param>
    public async Task ReadTogether(IReadOnlyList<IStatement> statements)
    {
        await using var pooled = await _pool.Take(ConnectionUse.Read, CancellationToken.None);
        await using var batch = new NpgsqlBatch(pooled.Connection);
        await RunTogether(batch, statements);
    }

    /// <summary>The same for changes, which nothing ends but the server once they are on their way.</summary>
    /// <param name="first">Sent before them; answers with a row.</param>
    /// <param name="statements">Told nothing of how it went.</param>
    /// <exception cref="CommitOutcomeUnknownException">No standby has them, or they have not returned in time.</exception>
    public async Task CommitTogether(string first, IReadOnlyList<IStatement> statements)
    {
        var pooled = await _pool.Take(ConnectionUse.Trip, CancellationToken.None);
        await InTime(CommitOn(pooled, first, statements));
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private static async Task<T> CommitOn<T>(
        PooledConnection pooled, Func<NpgsqlCommand> make, Func<NpgsqlDataReader, Task<T>> read)
    {
        await using (pooled)
        {
            await using var command = make();
            command.CommandTimeout = 0;
            var result = await Run(command, pooled.Connection, read, CancellationToken.None);
            return pooled.MissesStandby ? throw PostgresFaults.MissingStandby() : result;
        }
    }

    private static async Task<bool> CommitOn(PooledConnection pooled, string first, IReadOnlyList<IStatement> statements)
    {
        await using (pooled)
        {
            await using var batch = new NpgsqlBatch(pooled.Connection) { Timeout = 0 };
            batch.BatchCommands.Add(new NpgsqlBatchCommand(first));
            await RunTogether(batch, statements);
            return pooled.MissesStandby ? throw PostgresFaults.MissingStandby() : true;
        }
    }

    // To cancel a commit would make it one that no standby has. So it goes on, with its connection, until the server answers or is
    // found to be gone; who waits for it is told that nothing is known.
    private async Task<T> InTime<T>(Task<T> commit)
    {
        try
        {
            return await commit.WaitAsync(_patience);
        }
        catch (TimeoutException)
        {
            _ = commit.ContinueWith(static late => late.Exception, TaskScheduler.Default);
            throw PostgresFaults.Late(_patience);
        }
    }

    private static async Task<T> Run<T>(
        NpgsqlCommand command, NpgsqlConnection connection, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        command.Connection = connection;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var result = await read(reader);
        await ReadToEnd(reader, cancellationToken);
        return result;
    }

    private static async Task RunTogether(NpgsqlBatch batch, IReadOnlyList<IStatement> statements)
    {
        var before = batch.BatchCommands.Count;
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement.ToBatchCommand());
        }

        await using var rows = await batch.ExecuteReaderAsync(CancellationToken.None);
        if (before > 0)
        {
            await rows.NextResultAsync(CancellationToken.None);
        }

        foreach (var statement in statements)
        {
            await statement.Read(rows);
            await rows.NextResultAsync(CancellationToken.None);
        }

        await ReadToEnd(rows, CancellationToken.None);
    }

    // The transaction ends after the last row: only when the end of the answer is read it is known to be committed.
    private static async Task ReadToEnd(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        while (await reader.NextResultAsync(cancellationToken))
        {
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
