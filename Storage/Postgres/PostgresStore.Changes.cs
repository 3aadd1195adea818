using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres.Changes;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Storage.Postgres;

public sealed partial class PostgresStore
{
    private const string ListenCommand = "LISTEN registry_changes";
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(3);
    private readonly CommitSignal _commitSignal = new();

    public Task NextCommit => _commitSignal.Next;

    public Task<LogPosition> ReadPosition(CancellationToken cancellationToken) => ReadOne(
        new NpgsqlCommand("SELECT log_id, pruned, highest FROM registry.change_log"),
        ChangeRows.ReadPosition,
        otherwise: new LogPosition(default, 0, 0),
        cancellationToken);

    public async Task<ChangePage> ReadChanges(long after, int limit, ChangeFilter filter, CancellationToken cancellationToken)
    {
        await using var command = ChangeQueries.After(after, limit, filter);
        return await _database.Read(command, row => ReadPage(row, after, cancellationToken), cancellationToken);
    }

    public Task<LogLag> ReadLag(CancellationToken cancellationToken) => ReadOne(
        new NpgsqlCommand(
            """
            SELECT count(*)::integer, coalesce(min(c.at), 0)
            FROM (SELECT at FROM registry.changes WHERE seq IS NULL ORDER BY entry_id LIMIT 10000) c
            """),
        static row => new LogLag(row.GetInt32(0), row.GetInt64(1)),
        otherwise: new LogLag(0, 0),
        cancellationToken);

    public async Task<IChangeSequencer> OpenSequencer(CancellationToken cancellationToken) =>
        await PostgresSequencer.Open(_options, cancellationToken);

    public async IAsyncEnumerable<long> Listen([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var session = await PostgresSession.Open(_options, cancellationToken);
        var heard = 0L;
        session.Connection.Notification += (_, word) => heard = long.Parse(word.Payload, CultureInfo.InvariantCulture);
        await session.Execute(new NpgsqlCommand(ListenCommand), cancellationToken);
        while (true)
        {
            yield return heard;
            heard = 0;
            await session.Wait(LookAnyway, cancellationToken);
        }
    }

    public Task<int> PruneChanges(long before, int limit, CancellationToken cancellationToken) => ReadOne(
        new NpgsqlCommand("SELECT registry.prune_changes(p_before => $1, p_limit => $2)").Long(before).Number(limit),
        static row => row.GetInt32(0),
        otherwise: 0,
        cancellationToken);

    public Task<int> PruneRequests(long before, int limit, CancellationToken cancellationToken) => ReadOne(
        new NpgsqlCommand("SELECT registry.prune_requests(p_before => $1, p_limit => $2)").Long(before).Number(limit),
        static row => row.GetInt32(0),
        otherwise: 0,
        cancellationToken);

    private static async Task<ChangePage> ReadPage(NpgsqlDataReader row, long after, CancellationToken cancellationToken)
    {
        var changes = ImmutableArray.CreateBuilder<NumberedChange>();
        LogPosition? position = null;
        var chars = 0L;
        while (chars < ChangePage.PayloadChars && await row.ReadAsync(cancellationToken))
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
}
