using Npgsql;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Storage.Postgres.Membership;

/// <summary>
/// Lets silos that start together enter the membership table one after the other: each entry moves the table's version, and a
/// silo that lost the race for it waits up to four seconds before Orleans tries again, longer each time.
/// </summary>
public static class PostgresJoinLock
{
    private const string TakeLock = "SELECT pg_advisory_lock(hashtextextended('registry.join', 0))";

    /// <summary>
    /// Waits for the turn, which ends when it is disposed of and after 5 s in which its process stood still. It is a courtesy:
    /// null for whoever had to wait for more than 5 s, or found no database, and goes on without.
    /// </summary>
    /// <exception cref="FormatException">The URL cannot be read; the message names the variable.</exception>
    public static async Task<IAsyncDisposable?> Take(string url, CancellationToken cancellationToken)
    {
        PostgresSession? session = null;
        try
        {
            session = await PostgresSession.Open(new PostgresStoreOptions(url), cancellationToken);
            await session.Execute(new NpgsqlCommand(PostgresSession.EndWhenFrozen), cancellationToken);
            await session.Execute(new NpgsqlCommand(TakeLock), cancellationToken);
            return session;
        }
        catch (Exception fault)
        {
            if (session is not null)
            {
                await session.DisposeAsync();
            }

            if (fault is StoreUnavailableException)
            {
                return null;
            }

            throw;
        }
    }
}
