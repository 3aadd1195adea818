using Npgsql;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres.Commits;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>A change that has been made but not yet committed, so that what meets it can be watched.</summary>
internal sealed class HeldTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private HeldTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        (_connection, _transaction) = (connection, transaction);
    }

    public static async Task<HeldTransaction> Of(NpgsqlDataSource source, NpgsqlCommand change)
    {
        var connection = await source.OpenConnectionAsync();
        var held = new HeldTransaction(connection, await connection.BeginTransactionAsync());
        await using (change)
        {
            change.Connection = connection;
            await using var row = await change.ExecuteReaderAsync();
            var result = await CommitOutcomes.Read(row);
            Assert.Equal(CommitStatus.Committed, result.Status);
        }

        return held;
    }

    public Task Commit() => _transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
