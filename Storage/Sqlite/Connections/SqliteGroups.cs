using Microsoft.Data.Sqlite;

namespace SchemaRegistry.Storage.Sqlite.Connections;

/// <summary>
/// Changes that come together share a transaction, so that the disk is waited for once. Each is undone by itself when it says so;
/// when one fails, nothing of the group remains and each is made again by itself.
/// </summary>
internal static class SqliteGroups
{
    public static void Run(SqliteSession writer, IReadOnlyList<ISqliteWrite> group)
    {
        if (group.Count > 1 && TryRunTogether(writer, group))
        {
            return;
        }

        foreach (var write in group)
        {
            RunAlone(writer, write);
        }
    }

    private static bool TryRunTogether(SqliteSession writer, IReadOnlyList<ISqliteWrite> group)
    {
        try
        {
            SqliteTransactions.Run(writer, session =>
            {
                foreach (var write in group)
                {
                    session.Execute("SAVEPOINT change");
                    if (!write.Work(session))
                    {
                        session.Execute("ROLLBACK TO change");
                    }

                    session.Execute("RELEASE change");
                }

                return true;
            });
        }
        catch (CommitOutcomeUnknownException fault)
        {
            Each(group, write => write.Fail(fault));
            return true;
        }
        catch (Exception)
        {
            return false;
        }

        Each(group, write => write.Done());
        return true;
    }

    private static void RunAlone(SqliteSession writer, ISqliteWrite write)
    {
        try
        {
            SqliteTransactions.Run(writer, write.Work);
            write.Done();
        }
        catch (SqliteException fault)
        {
            write.Fail(SqliteFaults.Unavailable(fault));
        }
        catch (Exception fault)
        {
            write.Fail(fault);
        }
    }

    private static void Each(IReadOnlyList<ISqliteWrite> group, Action<ISqliteWrite> tell)
    {
        foreach (var write in group)
        {
            tell(write);
        }
    }
}
