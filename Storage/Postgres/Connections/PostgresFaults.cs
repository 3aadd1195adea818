using System.Net.Sockets;
using Npgsql;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>What a fault of PostgreSQL or of the way to it means for the caller.</summary>
internal static class PostgresFaults
{
    /// <summary>Raised by our functions when a refusal shows only after something was written (see <c>Functions</c>).</summary>
    public const string Refused = "SR001";

    /// <summary>Two transactions got in each other's way; the same again will succeed.</summary>
    public static bool IsConflict(PostgresException fault) =>
        fault.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>Another transaction holds a lock for longer than we wait.</summary>
    public static bool IsLockTimeout(PostgresException fault) => fault.SqlState is PostgresErrorCodes.LockNotAvailable;

    /// <summary>The connection went while it was used: a pooled one may have been dead for long. A time-out is not that.</summary>
    public static bool IsBrokenConnection(NpgsqlException fault) =>
        fault is PostgresException server ? EndsConnection(server) : fault.InnerException is IOException or SocketException;

    /// <summary>The server has as many connections as it takes, or as it takes from us.</summary>
    public static bool IsNoConnectionLeft(PostgresException fault) => fault.SqlState is PostgresErrorCodes.TooManyConnections;

    /// <summary>
    /// The server stopped waiting for a standby: somebody cancelled the commit. Known by the place in the server's source, since the
    /// text is in the server's language.
    /// </summary>
    public static bool IsOfMissingStandby(PostgresNotice notice) => notice.Routine == "SyncRepWaitForLSN";

    /// <summary>Nothing was heard for as long as a command may take.</summary>
    public static bool IsTimeout(NpgsqlException fault) => fault.InnerException is TimeoutException;

    /// <summary>The fault of a statement that changes nothing, as the contract names it.</summary>
    public static Exception OfRead(NpgsqlException fault) =>
        fault is PostgresException server && !IsOperational(server) ? fault : Unavailable(fault);

    /// <summary>The fault of a commit, as the contract names it: only a plain error of the server says that nothing changed.</summary>
    public static Exception OfCommit(NpgsqlException fault) => fault switch
    {
        PostgresException server when EndsConnection(server) => Unknown(fault),
        PostgresException => OfRead(fault),
        _ => Unknown(fault),
    };

    public static StoreUnavailableException Unavailable(Exception fault) => new($"PostgreSQL: {FaultReason.Of(fault)}", fault);

    /// <summary>Whether the fault says nothing of what the server did; else it has undone the statement.</summary>
    public static bool IsLost(NpgsqlException fault) => fault is not PostgresException server || EndsConnection(server);

    public static CommitOutcomeUnknownException MissingStandby() =>
        new("PostgreSQL has a change that no standby may have");

    public static CommitOutcomeUnknownException Late(TimeSpan patience) =>
        new($"PostgreSQL has not finished a commit within {patience.TotalSeconds} s");

    private static CommitOutcomeUnknownException Unknown(NpgsqlException fault) =>
        new($"PostgreSQL was lost during a commit: {FaultReason.Of(fault)}", fault);

    private static bool EndsConnection(PostgresException fault) => fault.InvariantSeverity is "FATAL" or "PANIC";

    /// <summary>
    /// Read-only, and the classes 08 connection, 28 login, 3D database, 40 rollback, 53 resources, 55 state, 57 operator,
    /// 58 system. The rest is a mistake of ours.
    /// </summary>
    private static bool IsOperational(PostgresException fault) =>
        fault.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction
        || fault.SqlState[..2] is "08" or "28" or "3D" or "40" or "53" or "55" or "57" or "58";
}
