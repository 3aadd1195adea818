using Microsoft.Data.Sqlite;

namespace SchemaRegistry.Storage.Sqlite.Connections;

/// <summary>What a fault of SQLite says about the file (its result codes).</summary>
internal static class SqliteFaults
{
    private const int Permission = 3, Busy = 5, Locked = 6, ReadOnly = 8, Disk = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NoDatabase = 26;

    /// <summary>The file is not what this process wrote, and does not become that again by itself.</summary>
    public static bool IsDamage(SqliteException fault) => fault.SqliteErrorCode is Corrupt or NoDatabase;

    /// <summary>What cannot be written now: no space, no right, a disk that fails.</summary>
    public static bool IsOfWriting(SqliteException fault) => fault.SqliteErrorCode is Permission or ReadOnly or Disk or Full or CannotOpen;

    /// <summary>Somebody else has the file for a moment, as a backup does.</summary>
    public static bool Passes(SqliteException fault) => fault.SqliteErrorCode is Busy or Locked;

    public static StoreUnavailableException Unavailable(SqliteException fault) =>
        IsDamage(fault) ? Damaged(fault) : new StoreUnavailableException($"SQLite: {fault.Message}", fault);

    /// <summary>At a start waiting would not help against anything but what passes.</summary>
    public static StoreUnavailableException AtStart(string path, Exception fault) => fault switch
    {
        SqliteException damage when IsDamage(damage) => Damaged(damage),
        SqliteException passing when Passes(passing) => Unavailable(passing),
        _ => new StoreUnusableException($"The database {path} cannot be used: {fault.Message}", fault),
    };

    private static StoreUnusableException Damaged(SqliteException fault) =>
        new($"The database file is damaged and has to be restored from a backup. SQLite: {fault.Message}", fault);
}
