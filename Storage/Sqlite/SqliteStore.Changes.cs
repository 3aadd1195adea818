using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Sqlite.Changes;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite;

public sealed partial class SqliteStore
{
    private const string NoContent = "json_remove(c.payload, '$.content')";
    private readonly CommitSignal _commitSignal = new();
    private readonly SemaphoreSlim _sequencing = new(1, 1);

    public Task NextCommit => _commitSignal.Next;

    public Task<LogPosition> ReadPosition(CancellationToken cancellationToken) => Read(db => ReadPosition(db));

    public Task<ChangePage> ReadChanges(long after, int limit, ChangeFilter filter, CancellationToken cancellationToken) =>
        Read(db => ReadChanges(db, after, limit, filter));

    public Task<LogLag> ReadLag(CancellationToken cancellationToken) => Task.FromResult(new LogLag(0, 0));

    public Task<IChangeSequencer> OpenSequencer(CancellationToken cancellationToken) =>
        Task.FromResult<IChangeSequencer>(new SqliteSequencer(_sequencing));

    public async IAsyncEnumerable<long> Listen([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var commit = NextCommit;
            yield return _database.Read(db => ReadPosition(db)).Highest;
            await commit.WaitAsync(cancellationToken);
        }
    }

    public Task<int> PruneChanges(long before, int limit, CancellationToken cancellationToken) =>
        _database.Write(db => (Prune(db, before, limit), Keep: true), cancellationToken);

    public Task<int> PruneRequests(long before, int limit, CancellationToken cancellationToken) =>
        _database.Write(db => (Requests.Prune(db, before, limit), Keep: true), cancellationToken);

    private static LogPosition ReadPosition(SqliteSession db)
    {
        using var row = db.Query("SELECT log_id, pruned, highest FROM change_log");
        row.Read();
        return ChangeRows.ReadPosition(row);
    }

    private static ChangePage ReadChanges(SqliteSession db, long after, int limit, ChangeFilter filter)
    {
        // One statement, so that the position is of the same moment as the changes.
        using var row = db.Query(
            $"""
            SELECT l.log_id, l.pruned, l.highest, c.seq, c.entry_id, c.region, c.context, c.subject, c.revision, c.kind,
                   CASE WHEN $7 THEN c.payload ELSE {NoContent} END, c.actor, c.request_id, c.at
            FROM change_log l
            LEFT JOIN changes c ON c.seq > $1 AND c.seq <= $1 + $2
              AND ($4 IS NULL OR c.context = $4) AND substr(c.subject, 1, length($5)) = $5 AND ($6 IS NULL OR ($6 >> c.kind) & 1)
            ORDER BY c.seq LIMIT $3
            """,
            after,
            ChangePage.Window,
            limit,
            filter.Context,
            filter.NamePrefix,
            filter.Kinds.IsDefault ? null : filter.Kinds.Aggregate(0L, (bits, kind) => bits | (1L << (int)kind)),
            filter.WithContent);
        var changes = ImmutableArray.CreateBuilder<NumberedChange>();
        LogPosition? position = null;
        var chars = 0L;
        while (chars < ChangePage.PayloadChars && row.Read())
        {
            position ??= ChangeRows.ReadPosition(row);
            if (!row.IsDBNull(3))
            {
                changes.Add(ChangeRows.ReadChange(row));
                chars += changes[^1].Change.Payload.Length;
            }
        }

        return ChangePage.Of(position!, after, changes.DrainToImmutable());
    }

    private static int Prune(SqliteSession db, long before, int limit)
    {
        // The first one that is young enough ends it, so that what is kept has no gap.
        var pruned = ReadPosition(db).Pruned;
        var young = db.Number("SELECT min(seq) FROM changes WHERE seq > $1 AND seq <= $1 + $2 AND at >= $3", pruned, limit, before);
        var through = Math.Min(young - 1 ?? long.MaxValue, Math.Min(pruned + limit, ReadPosition(db).Highest));
        db.Execute("DELETE FROM changes WHERE seq > $1 AND seq <= $2", pruned, through);
        db.Execute("UPDATE change_log SET pruned = $1", through);
        return (int)(through - pruned);
    }
}
