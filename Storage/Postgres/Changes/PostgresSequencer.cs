using System.Diagnostics;
using Npgsql;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Storage.Postgres.Changes;

/// <summary>
/// Numbers changes on a connection of its own (<c>number_changes.sql</c>). It looks only at what lies behind its last look, at the gaps it
/// left there, and now and then at everything: rows that got their number stay in the index of the others for as long as any
/// transaction is open, and looking through them all each time would let one forgotten transaction slow numbering down.
/// </summary>
internal sealed class PostgresSequencer(PostgresSession session) : IChangeSequencer
{
    private const string TakeLock = "SELECT pg_try_advisory_lock(hashtextextended('registry.sequencer', 0))";

    private const string FindUnnumbered =
        """
        SELECT coalesce(array_agg(e), '{}') FROM unnest($1) e
        WHERE NOT EXISTS (SELECT FROM registry.changes c WHERE c.entry_id = e AND c.seq IS NOT NULL)
        """;

    private const double SweepCost = 20;
    private static readonly TimeSpan MinSweepInterval = TimeSpan.FromSeconds(10);
    private readonly EntryGaps _gaps = new();
    private bool _leads;
    private long _after;
    private bool _sweeping;
    private long _sweepStarted;
    private long _sweepEnded;
    private TimeSpan _sweepInterval = MinSweepInterval;

    public static async Task<PostgresSequencer> Open(PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        var session = await PostgresSession.Open(options, cancellationToken);
        try
        {
            await session.Execute(new NpgsqlCommand(PostgresSession.EndWhenFrozen), cancellationToken);
            return new PostgresSequencer(session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async Task<bool> TryLead(CancellationToken cancellationToken)
    {
        if (_leads)
        {
            return true;
        }

        _leads = await session.Run(new NpgsqlCommand(TakeLock), static row => row.GetBoolean(0), cancellationToken);
        StartSweep();
        return _leads;
    }

    public async Task<NumberedBatch> Number(int limit, CancellationToken cancellationToken)
    {
        if (!_sweeping && Stopwatch.GetElapsedTime(_sweepEnded) > _sweepInterval)
        {
            StartSweep();
        }

        var command = new NpgsqlCommand("SELECT * FROM registry.number_changes(p_after => $1, p_also => $2, p_limit => $3)")
            .Long(_after)
            .Longs(_gaps.Open())
            .Number(limit);
        var (scanned, held, batch) = await session.Commit(command, row => Read(row, limit), cancellationToken);
        await Remember(scanned, held, cancellationToken);
        if (_sweeping && batch.IsAll)
        {
            EndSweep();
        }

        return batch;
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private static (long[] Scanned, long[] Held, NumberedBatch Batch) Read(NpgsqlDataReader row, int limit)
    {
        var (scanned, held) = (row.GetFieldValue<long[]>(0), row.GetFieldValue<long[]>(1));
        var oldest = row.IsDBNull(4) ? 0 : row.GetInt64(4);
        return (scanned, held, new NumberedBatch(row.GetInt32(2), oldest, held.Length, scanned.Length < limit));
    }

    private async Task Remember(long[] scanned, long[] held, CancellationToken cancellationToken)
    {
        _gaps.Close(scanned);
        _gaps.Keep(held);
        if (scanned.Length == 0)
        {
            return;
        }

        _after = Math.Max(_after, scanned[^1]);
        var missing = _gaps.Pass(scanned);
        if (missing.Length > 0)
        {
            var command = new NpgsqlCommand(FindUnnumbered).Longs(missing);
            _gaps.Keep(await session.Run(command, static row => row.GetFieldValue<long[]>(0), cancellationToken));
        }
    }

    private void StartSweep()
    {
        (_sweeping, _after, _sweepStarted) = (true, 0, Stopwatch.GetTimestamp());
    }

    private void EndSweep()
    {
        _sweeping = false;
        _sweepEnded = Stopwatch.GetTimestamp();
        var cost = Stopwatch.GetElapsedTime(_sweepStarted, _sweepEnded) * SweepCost;
        _sweepInterval = cost > MinSweepInterval ? cost : MinSweepInterval;
        _after = _gaps.Highest;
    }
}
