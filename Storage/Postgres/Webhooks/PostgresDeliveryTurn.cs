using Npgsql;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Storage.Postgres.Webhooks;

/// <summary>The right to deliver: a lock that ends with its connection.</summary>
internal sealed class PostgresDeliveryTurn(PostgresSession session) : IDeliveryTurn
{
    private const string TakeLock = "SELECT pg_try_advisory_lock(hashtextextended('registry.webhooks', 0))";
    private const string IsAlive = "SELECT true";
    private bool _taken;

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

    public async Task<bool> TryTake(CancellationToken cancellationToken) =>
        _taken = _taken || await session.Run(new NpgsqlCommand(TakeLock), static row => row.GetBoolean(0), cancellationToken);

    public Task Confirm(CancellationToken cancellationToken) =>
        session.Run(new NpgsqlCommand(IsAlive), static row => row.GetBoolean(0), cancellationToken);

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
