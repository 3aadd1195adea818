using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Storage.Sqlite.Migrations;

namespace SchemaRegistry.Storage.Sqlite;

/// <summary>
/// The store of a registry that is one process: one file, durable at every acknowledged change (write-ahead log,
/// <c>synchronous=FULL</c>). The rules are those of PostgreSQL's functions, written in C#.
/// </summary>
public sealed partial class SqliteStore : IRegistryStore, IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly string _region;
    private readonly TimeProvider _clock;

    /// <exception cref="StoreUnusableException">Another process uses the file, or its folder cannot be written.</exception>
    public SqliteStore(SqliteStoreOptions options, TimeProvider clock)
    {
        _region = options.Region;
        _clock = clock;
        _database = new SqliteDatabase(options.Path);
    }

    public Task Migrate(CancellationToken cancellationToken) =>
        Task.Run(() => SqliteMigrations.Run(_database.Path, _database.ConnectionString), cancellationToken);

    public Task<bool> IsMigrated(CancellationToken cancellationToken) =>
        Task.Run(() => SqliteMigrations.IsComplete(_database.ConnectionString), cancellationToken);

    public Task Ping(CancellationToken cancellationToken) => _database.Probe(cancellationToken);

    // What a connection reads here was written through to the disk.
    public Task Settle(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _database.Dispose();
        _sequencing.Dispose();
        _delivering.Dispose();
    }

    /// <summary>SQLite reads at once, on the caller's thread; only the contract is asynchronous.</summary>
    private Task<T> Read<T>(Func<SqliteSession, T> read) => Task.FromResult(_database.Read(read));

    /// <summary>The one way a change takes: its rules run in a transaction that is kept only when they all pass.</summary>
    private async Task<CommitResult> Commit(
        Func<SqliteSession, CommitStamp, CommitResult> rules, CommitOrigin origin, CancellationToken cancellationToken)
    {
        var committed = await _database.Write(
            db =>
            {
                if (Requests.WasRefused(db, origin))
                {
                    return (new CommitResult(CommitStatus.RequestRefused), Keep: false);
                }

                var result = rules(db, new CommitStamp(_region, _clock.GetUtcNow().ToUnixTimeMilliseconds()));
                if (result.Status == CommitStatus.Committed && origin.Asked is { } asked && !Requests.TryBind(db, asked))
                {
                    result = new CommitResult(CommitStatus.RequestIdReused);
                }

                return (result, Keep: result.Status == CommitStatus.Committed);
            },
            cancellationToken);
        if (committed.Status == CommitStatus.Committed)
        {
            _commitSignal.Raise();
        }

        return committed;
    }
}
