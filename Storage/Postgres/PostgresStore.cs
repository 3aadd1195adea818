using Npgsql;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres.Commits;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Postgres.GroupCommit;
using SchemaRegistry.Storage.Postgres.Ids;
using SchemaRegistry.Storage.Postgres.Migrations;

namespace SchemaRegistry.Storage.Postgres;

/// <summary>
/// The store of a registry of one or many processes. Each change is one call of a function in the database (see
/// <c>Functions</c>), which checks, locks and writes in one transaction and one round trip.
/// </summary>
public sealed partial class PostgresStore : IRegistryStore, IAsyncDisposable
{
    private readonly PostgresStoreOptions _options;
    private readonly PostgresDatabase _database;
    private readonly IdAllocator _ids;
    private readonly IdAssigner _assigner;
    private readonly GroupedTrips _reading;

    /// <param name="options">Which database.</param>
    /// <param name="events">Told of trouble on the way there.</param>
    /// <exception cref="FormatException">The URL cannot be read; the message names the variable.</exception>
    public PostgresStore(PostgresStoreOptions options, PostgresEvents? events = null)
    {
        _options = options;
        _database = new PostgresDatabase(options, events);
        _ids = new IdAllocator(TakeRange);
        _assigner = new IdAssigner(FindOrTake, _ids);
        _reading = GroupedTrips.OfReads(_database);
        Registrations = GroupedTrips.OfCommits(_database);
    }

    /// <summary>How registrations travel.</summary>
    internal GroupedTrips Registrations { get; }

    public async Task Migrate(CancellationToken cancellationToken)
    {
        try
        {
            await using var database = PostgresConnections.OpenForMigrations(_options);
            await PostgresMigrations.Run(database, cancellationToken);
        }
        catch (NpgsqlException fault)
        {
            throw PostgresFaults.Unavailable(fault);
        }
    }

    public async Task<bool> IsMigrated(CancellationToken cancellationToken)
    {
        try
        {
            await using var database = PostgresConnections.OpenForMigrations(_options);
            return await PostgresMigrations.IsComplete(database, cancellationToken);
        }
        catch (NpgsqlException fault)
        {
            throw PostgresFaults.Unavailable(fault);
        }
    }

    public async Task Ping(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT 1") { CommandTimeout = 1 };
        await _database.Read(command, static _ => Task.FromResult(true), cancellationToken);
    }

    // A commit that has returned stands for all that the server's log had before it.
    public Task Settle(CancellationToken cancellationToken) => Registrations.Send(
        new Statement<bool>(
            static () => new NpgsqlCommand("SELECT pg_logical_emit_message(true, 'schema_registry', '')"),
            static _ => Task.FromResult(true),
            (make, read) => _database.Commit(make, read, CancellationToken.None)),
        cancellationToken);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>The way a change takes by itself.</summary>
    private async Task<CommitResult> Commit(
        Func<NpgsqlCommand> change, Func<NpgsqlDataReader, Task<CommitResult>> read, CancellationToken cancellationToken) =>
        SignalCommit(await CommitAlone(change, read, cancellationToken));

    private async Task<CommitResult> CommitAlone(
        Func<NpgsqlCommand> change, Func<NpgsqlDataReader, Task<CommitResult>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.Commit(change, read, cancellationToken);
        }
        catch (PostgresException refusal) when (refusal.SqlState == PostgresFaults.Refused)
        {
            return new CommitResult(CommitOutcomes.Status(refusal.MessageText));
        }
    }

    /// <summary>The way a change takes together with those of other subjects.</summary>
    private async Task<CommitResult> CommitTogether(RegisterVersion change, CancellationToken cancellationToken) => SignalCommit(
        await Registrations.Send(
            new Statement<CommitResult>(
                () => CommitCalls.Of(change, _options.Region),
                row => CommitOutcomes.ReadRegistration(row, change),
                (make, read) => CommitAlone(make, read, CancellationToken.None))
            {
                // Contents are claimed in one order everywhere, so that two trips do not wait for each other.
                Place = change.Hash.A,
            },
            cancellationToken));

    /// <summary>The way of reads that many subjects make at the same time.</summary>
    private Task<T> ReadTogether<T>(
        Func<NpgsqlCommand> make, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken) =>
        _reading.Send(new Statement<T>(make, read, ReadAlone), cancellationToken);

    private async Task<T> ReadAlone<T>(Func<NpgsqlCommand> make, Func<NpgsqlDataReader, Task<T>> read)
    {
        await using var command = make();
        return await _database.Read(command, read, CancellationToken.None);
    }

    /// <summary>Wakes those who wait for a commit.</summary>
    private CommitResult SignalCommit(CommitResult result)
    {
        if (result.Status == CommitStatus.Committed)
        {
            _commitSignal.Raise();
        }

        return result;
    }

    /// <summary>Reads all rows of a command.</summary>
    private async Task<List<T>> ReadAll<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using (command)
        {
            return await _database.Read(
                command,
                async row =>
                {
                    var all = new List<T>();
                    while (await row.ReadAsync(cancellationToken))
                    {
                        all.Add(read(row));
                    }

                    return all;
                },
                cancellationToken);
        }
    }

    /// <summary>Reads the first row of a command, or answers with <paramref name="otherwise"/>.</summary>
    private async Task<T> ReadOne<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> read, T otherwise, CancellationToken cancellationToken)
    {
        await using (command)
        {
            return await _database.Read(
                command, async row => await row.ReadAsync(cancellationToken) ? read(row) : otherwise, cancellationToken);
        }
    }
}
