using Npgsql;
using SchemaRegistry.Storage.Batching;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Storage.Postgres.GroupCommit;

/// <summary>
/// Sends the statements of callers who come at the same time in one round trip. They are one transaction, so that what they
/// wait for, a flush of the log above all, is waited for once: group commit across subjects. Each has its own fence and its own
/// answer. When the server refuses one of them nothing of the trip remains, and each is sent again by itself.
/// </summary>
internal sealed class GroupedTrips
{
    // One is being worked on while the other waits for the disk or is on its way.
    public const int AtOnce = 2;

    // Each holds its locks until the last is done.
    private const int Largest = 64;

    // Who meets a lock waits for it by itself, so that the others need not.
    private const string WaitBriefly = "SELECT set_config('lock_timeout', '200', true)";
    private static readonly TimeSpan Briefly = TimeSpan.FromMilliseconds(200);

    private readonly PostgresDatabase _database;
    private readonly bool _areCommits;
    private readonly Batcher<IStatement> _trips;

    private GroupedTrips(PostgresDatabase database, bool areCommits)
    {
        (_database, _areCommits) = (database, areCommits);
        _trips = new Batcher<IStatement>(AtOnce, Largest, Run);
    }

    public static GroupedTrips OfReads(PostgresDatabase database) => new(database, areCommits: false);

    public static GroupedTrips OfCommits(PostgresDatabase database) => new(database, areCommits: true);

    public Task<T> Send<T>(Statement<T> statement, CancellationToken cancellationToken)
    {
        _trips.Add(statement);
        return statement.Answer(cancellationToken);
    }

    private async Task Run(IReadOnlyList<IStatement> batch)
    {
        List<IStatement> statements = [.. batch.Where(statement => statement.TryLeave()).OrderBy(statement => statement.Place)];
        if (statements is [var only])
        {
            // The statement answers its caller. This only holds back the next trip, for which others gather, and not for long where it meets a lock.
            await only.RunAlone().WaitAsync(Briefly).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (!await TryRunTogether(statements))
        {
            // The next trip does not wait for them: some of these wait for locks.
            statements.ForEach(statement => _ = statement.RunAlone());
        }
    }

    /// <summary>False when they have to be sent one by one, and nothing was changed.</summary>
    private async Task<bool> TryRunTogether(List<IStatement> statements)
    {
        try
        {
            await (_areCommits ? _database.CommitTogether(WaitBriefly, statements) : _database.ReadTogether(statements));
            statements.ForEach(statement => statement.Done());
            return true;
        }
        catch (NpgsqlException fault) when (_areCommits && PostgresFaults.IsLost(fault))
        {
            statements.ForEach(statement => statement.Fail(PostgresFaults.OfCommit(fault)));
            return true;
        }
        catch (NpgsqlException fault) when (PostgresFaults.IsTimeout(fault))
        {
            // Who waited in vain is not to wait as long again.
            statements.ForEach(statement => statement.Fail(PostgresFaults.OfRead(fault)));
            return true;
        }
        catch (NpgsqlException)
        {
            // A refusal of one of them (SR001) becomes its outcome when it goes alone.
            return false;
        }
        catch (Exception fault)
        {
            statements.ForEach(statement => statement.Fail(fault));
            return true;
        }
    }
}
