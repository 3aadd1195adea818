using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SchemaRegistry.Storage.Batching;

namespace SchemaRegistry.Storage.Sqlite.Connections;

/// <summary>
/// The file: one writer that takes turns, and as many readers as read at the same time. Readers see what was committed when
/// they began and never wait for the writer (write-ahead log).
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const string WaitingForDisk = "PRAGMA synchronous = FULL";
    private const string NotWaiting = "PRAGMA synchronous = NORMAL";
    private const int LargestGroup = 64;
    private const long Room = 1 << 20;
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly FileLock _lock;
    private readonly Batcher<ISqliteWrite> _changes;
    private readonly SqliteHealth _health = new();
    private SqliteSession? _writer;
    private volatile bool _disposed;

    public SqliteDatabase(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        _lock = FileLock.Take(Path);
        DataFolder.Close(Path);
        _changes = new Batcher<ISqliteWrite>(atOnce: 1, LargestGroup, RunTogether);
    }

    public string Path { get; }

    public string ConnectionString => Describe(SqliteOpenMode.ReadWriteCreate);

    /// <summary>Runs reads that see one state of the database only when they are one statement.</summary>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Guarded(() =>
        {
            var reader = _readers.TryTake(out var idle) ? idle : OpenReader();
            try
            {
                return read(reader);
            }
            finally
            {
                GiveBack(reader);
            }
        });
    }

    /// <summary>
    /// Runs <paramref name="write"/> in a transaction that is committed when it returns <c>Keep</c>, along with those of others
    /// who come at the same time.
    /// </summary>
    /// <exception cref="CommitOutcomeUnknownException">The commit itself failed.</exception>
    public async Task<T> Write<T>(Func<SqliteSession, (T Result, bool Keep)> write, CancellationToken cancellationToken)
    {
        var change = new SqliteWrite<T>(write);
        _changes.Add(change);
        try
        {
            var result = await change.Answer(cancellationToken).ConfigureAwait(false);
            _health.Wrote();
            return result;
        }
        catch (StoreUnavailableException fault)
        {
            _health.Failed(fault, isWrite: true);
            throw;
        }
    }

    /// <summary>
    /// Runs <paramref name="write"/> in a transaction that does not wait for the disk. When the machine crashes it may be undone,
    /// but not once a later <see cref="Write"/> has returned: the log is written in order.
    /// </summary>
    public Task<T> WriteSoon<T>(Func<SqliteSession, T> write, CancellationToken cancellationToken) => InTurn(
        writer =>
        {
            writer.Pragma(NotWaiting);
            try
            {
                var result = default(T)!;
                SqliteTransactions.Run(writer, session =>
                {
                    result = write(session);
                    return true;
                });
                return result;
            }
            finally
            {
                writer.Pragma(WaitingForDisk);
            }
        },
        cancellationToken);

    /// <summary>Looks at the file itself, past what connections have in memory; writes to it when that failed the last time.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be read or written, or is damaged.</exception>
    public async Task Probe(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _health.ThrowIfDamaged();
        Guarded(() =>
        {
            using var reader = OpenReader();
            return reader.Number("SELECT count(*) FROM sqlite_schema");
        });
        if (_health.CannotWrite)
        {
            // Of a disk that is full the log of the last changes still has some pages: what fits there says nothing of the next change.
            if (new DriveInfo(System.IO.Path.GetDirectoryName(Path)!).AvailableFreeSpace < Room)
            {
                throw new StoreUnavailableException("SQLite: the disk is full");
            }

            await Write(static db => (db.Execute("PRAGMA user_version = 0"), Keep: true), cancellationToken);
        }
    }

    public void Dispose()
    {
        _turn.Wait();
        _disposed = true;
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _writer?.Dispose();
        _lock.Dispose();
        _turn.Release();
    }

    private async Task RunTogether(IReadOnlyList<ISqliteWrite> batch)
    {
        List<ISqliteWrite> changes = [.. batch.Where(change => change.TryLeave())];
        try
        {
            await InTurn(
                writer =>
                {
                    SqliteGroups.Run(writer, changes);
                    return true;
                },
                CancellationToken.None);
        }
        catch (Exception fault)
        {
            changes.ForEach(change => change.Fail(fault));
        }
    }

    private async Task<T> InTurn<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        // Not on the caller's scheduler: the others should not wait for a grain that is busy.
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return Guarded(() => work(_writer ??= OpenWriter()), isWrite: true);
        }
        finally
        {
            _turn.Release();
        }
    }

    private T Guarded<T>(Func<T> work, bool isWrite = false)
    {
        try
        {
            return work();
        }
        catch (SqliteException fault)
        {
            var unavailable = SqliteFaults.Unavailable(fault);
            _health.Failed(unavailable, isWrite);
            throw unavailable;
        }
    }

    private void GiveBack(SqliteSession reader)
    {
        if (_disposed)
        {
            reader.Dispose();
            return;
        }

        _readers.Add(reader);
    }

    private SqliteSession OpenReader() => Open(SqliteOpenMode.ReadOnly, "PRAGMA query_only = ON");

    private SqliteSession OpenWriter() => Open(SqliteOpenMode.ReadWriteCreate, $"PRAGMA journal_mode = WAL; {WaitingForDisk}");

    private SqliteSession Open(SqliteOpenMode mode, string pragmas)
    {
        var connection = new SqliteConnection(Describe(mode));
        connection.Open();
        var session = new SqliteSession(connection);
        session.Pragma(pragmas);
        return session;
    }

    private string Describe(SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = mode,
        Pooling = false,
        DefaultTimeout = 5,
    }.ToString();
}
