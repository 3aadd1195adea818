using Microsoft.Data.Sqlite;

namespace SchemaRegistry.Storage.Sqlite.Connections;

/// <summary>Transactions of the one writer.</summary>
internal static class SqliteTransactions
{
    /// <summary>Commits when <paramref name="work"/> says to keep what it did, else and when it throws rolls back.</summary>
    /// <exception cref="CommitOutcomeUnknownException">The commit itself failed.</exception>
    public static void Run(SqliteSession writer, Func<SqliteSession, bool> work)
    {
        writer.Execute("BEGIN IMMEDIATE");
        var kept = false;
        try
        {
            if (work(writer))
            {
                Commit(writer);
                kept = true;
            }
        }
        finally
        {
            if (!kept)
            {
                TryRollBack(writer);
            }
        }
    }

    private static void Commit(SqliteSession writer)
    {
        try
        {
            writer.Execute("COMMIT");
        }
        catch (SqliteException fault)
        {
            throw new CommitOutcomeUnknownException($"SQLite failed while committing: {fault.Message}", fault);
        }
    }

    /// <summary>SQLite has rolled back by itself after some faults; asking again is then an error without meaning.</summary>
    private static void TryRollBack(SqliteSession writer)
    {
        try
        {
            writer.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
        }
    }
}
