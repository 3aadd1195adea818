using System.Diagnostics;
using Npgsql;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Storage.Postgres.Webhooks;

/// <summary>
/// The right to deliver: a lock that ends with its connection. When the network resets the connection the server gives the lock to the
/// next one at once, while the process that had it learns of that within two seconds; for so long the next one waits.
/// </summary>
internal sealed class PostgresDeliveryTurn(PostgresSession session) : IDeliveryTurn
{
    private const string TakeLock = "SELECT pg_try_advisory_lock(hashtextextended('registry.webhooks', 0))";
    private const string IsAlive = "SELECT true";
    private static readonly TimeSpan UntilKnown = TimeSpan.FromSeconds(2);
    private long? _takenAt;

    public static async Task<PostgresDeliveryTurn> Open(PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        var session = await PostgresSession.Open(options, cancellationToken);
        try
        {
            await session.Execute(new NpgsqlCommand(PostgresSession.EndWhenFrozen), cancellationToken);
            return new PostgresDeliveryTurn(session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async Task<bool> TryTake(CancellationToken cancellationToken)
    {
        if (_takenAt is null)
        {
            _takenAt = await session.Run(new NpgsqlCommand(TakeLock), static row => row.GetBoolean(0), cancellationToken)
                ? Stopwatch.GetTimestamp()
                : null;
            return false;
        }

        await Confirm(cancellationToken);
        return Stopwatch.GetElapsedTime(_takenAt.Value) > UntilKnown;
    }

    public Task Confirm(CancellationToken cancellationToken) =>
        session.Run(new NpgsqlCommand(IsAlive), static row => row.GetBoolean(0), cancellationToken);

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
